/* font.cpp: the files of the DejaVu fonts, mapped once; choosing among them by name; glyphs.
 *
 * Nothing is read before a text is made: a mapping costs microseconds and its pages are the page cache's. */
#include "reward/kernel/font.hpp"

#include <cctype>
#include <cstdio>
#include <cstring>
#include <string>

#include FT_TRUETYPE_TABLES_H
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

const char *const folders[] = { "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu", "/usr/share/fonts/TTF" };

/* Names as OpenCASCADE makes them of family and style. */
const struct family {
    const char *name;
    const char *files[4]; /* by kernel_font_style, then both bold and in italics; NULL: it has none */
} families[] = {
    { "dejavu sans", { "DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique" } },
    { "dejavu sans mono",
      { "DejaVuSansMono", "DejaVuSansMono-Bold", "DejaVuSansMono-Oblique", "DejaVuSansMono-BoldOblique" } },
    { "dejavu serif", { "DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSerif-Italic", "DejaVuSerif-BoldItalic" } },
    { "dejavu sans condensed",
      { "DejaVuSansCondensed", "DejaVuSansCondensed-Bold", "DejaVuSansCondensed-Oblique",
        "DejaVuSansCondensed-BoldOblique" } },
    { "dejavu serif condensed",
      { "DejaVuSerifCondensed", "DejaVuSerifCondensed-Bold", "DejaVuSerifCondensed-Italic",
        "DejaVuSerifCondensed-BoldItalic" } },
    { "dejavu sans extralight", { "DejaVuSans-ExtraLight", nullptr, nullptr, nullptr } },
    { "dejavu math tex gyre", { "DejaVuMathTeXGyre", nullptr, nullptr, nullptr } },
};
constexpr size_t FAMILIES = sizeof families / sizeof *families;
enum { SANS, MONO, SERIF };
enum { STYLES = 4, BOLD_ITALIC = 3, AS_ASKED = -1 };

/* The names by which OpenCASCADE means a family, or one style of it; every other unknown one means the first. */
const struct alias {
    const char *name;
    size_t family;
    int style;
} aliases[] = { { "mono", MONO, AS_ASKED },
                { "courier", MONO, AS_ASKED },
                { "monospace", MONO, AS_ASKED },
                { "times", SERIF, AS_ASKED },
                { "serif", SERIF, AS_ASKED },
                { "times-roman", SERIF, AS_ASKED },
                { "times-bold", SERIF, KERNEL_FONT_BOLD },
                { "times-italic", SERIF, KERNEL_FONT_ITALIC },
                { "times-bolditalic", SERIF, BOLD_ITALIC } };

struct mapping {
    const void *data = nullptr;
    size_t length = 0;
    std::string path;
};

void map_file(const char *path, mapping *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (fd < 0)
        return;
    if (fstat(fd, &about) == 0 && about.st_size > 0) {
        void *data = mmap(nullptr, static_cast<size_t>(about.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
        if (data != MAP_FAILED)
            *out = { data, static_cast<size_t>(about.st_size), path };
    }
    close(fd);
}

/* The version stands in the table `head` as a fixed-point number. */
void read_version(const mapping &file, char out[40])
{
    FT_Library library;
    FT_Face opened;
    if (FT_Init_FreeType(&library))
        return;
    if (!FT_New_Memory_Face(library, static_cast<const FT_Byte *>(file.data), static_cast<FT_Long>(file.length), 0,
                            &opened)) {
        const auto *head = static_cast<const TT_Header *>(FT_Get_Sfnt_Table(opened, FT_SFNT_HEAD));
        if (head && opened->family_name)
            std::snprintf(out, 40, "%.24s %.2f", opened->family_name, static_cast<double>(head->Font_Revision) / 65536);
        FT_Done_Face(opened);
    }
    FT_Done_FreeType(library);
}

struct fonts {
    mapping files[FAMILIES][STYLES];
    char name[40] = "";
    fonts()
    {
        for (const char *folder : folders) {
            for (size_t i = 0; i < FAMILIES; i++) {
                for (int style = 0; style < STYLES; style++) {
                    if (files[i][style].data || !families[i].files[style])
                        continue;
                    map_file((std::string(folder) + "/" + families[i].files[style] + ".ttf").c_str(), &files[i][style]);
                }
            }
        }
        if (files[SANS][KERNEL_FONT_REGULAR].data)
            read_version(files[SANS][KERNEL_FONT_REGULAR], name);
    }
};

/* Made at the first call, constant from then on. */
const fonts &installed()
{
    static const fonts all;
    return all;
}

std::string lower(const char *text)
{
    std::string out(text);
    for (char &c : out)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

/* Changes *style where the name says it. */
size_t family_named(const char *wanted, int *style)
{
    const std::string name = lower(wanted);
    for (size_t i = 0; i < FAMILIES; i++) {
        if (name == families[i].name && installed().files[i][KERNEL_FONT_REGULAR].data)
            return i;
    }
    for (const alias &a : aliases) {
        if (name == a.name && installed().files[a.family][KERNEL_FONT_REGULAR].data) {
            *style = a.style == AS_ASKED ? *style : a.style;
            return a.family;
        }
    }
    return SANS;
}

} // namespace

namespace shim {

const char *fallback_family() { return families[SANS].name; }

face::~face()
{
    if (face_)
        FT_Done_Face(face_);
    if (library_)
        FT_Done_FreeType(library_);
}

void face::open_data(const void *data, size_t length)
{
    if (FT_Init_FreeType(&library_) ||
        FT_New_Memory_Face(library_, static_cast<const FT_Byte *>(data), static_cast<FT_Long>(length), 0, &face_) ||
        FT_Select_Charmap(face_, FT_ENCODING_UNICODE) || FT_Set_Char_Size(face_, 0, GLYPH_POINTS * 64, GLYPH_DPI, GLYPH_DPI))
        throw refusal{ FAILURE_BUILD, "Standard_Failure", "the font cannot be read" };
}

void face::open(const char *family, kernel_font_style wanted)
{
    int style = wanted;
    const mapping *const files = installed().files[family_named(family, &style)];
    const mapping &file = files[style].data ? files[style] : files[KERNEL_FONT_REGULAR];
    open_data(file.data, file.length);
    if (style != KERNEL_FONT_ITALIC || files[style].data)
        return;
    const double slant = radians_of(10);
    FT_Matrix matrix = {};
    matrix.xx = matrix.yy = static_cast<FT_Fixed>(std::cos(slant) * 65536);
    matrix.xy = FT_MulFix(static_cast<FT_Fixed>(std::tan(slant) * 65536), matrix.xx);
    FT_Set_Transform(face_, &matrix, nullptr);
}

bool face::open_path(const char *path)
{
    for (const auto &files : installed().files) {
        for (const mapping &file : files) {
            if (file.data && file.path == path) {
                open_data(file.data, file.length);
                return true;
            }
        }
    }
    return false;
}

bool face::has(uint32_t character) const { return FT_Get_Char_Index(face_, character) != 0; }

bool face::load(uint32_t character)
{
    return FT_Load_Char(face_, character, FT_LOAD_NO_HINTING | FT_LOAD_TARGET_NORMAL) == 0;
}

float face::advance(uint32_t character, uint32_t next) const
{
    FT_Vector kern = { 0, 0 };
    const FT_UInt here = FT_Get_Char_Index(face_, character), there = next ? FT_Get_Char_Index(face_, next) : 0;
    if (FT_HAS_KERNING(face_) && here && there && FT_Get_Kerning(face_, here, there, FT_KERNING_UNFITTED, &kern))
        kern.x = 0;
    return static_cast<float>(kern.x + face_->glyph->advance.x) / 64.0f;
}

float face::units(long design) const
{
    return static_cast<float>(design) *
           (static_cast<float>(face_->size->metrics.y_ppem) / static_cast<float>(face_->units_per_EM));
}

} // namespace shim

extern "C" void kernel_fonts_open(void) { installed(); }

extern "C" const char *kernel_font(void) { return installed().name[0] ? installed().name : nullptr; }
