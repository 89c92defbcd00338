/* font.hpp: which file of the font a text uses, and its glyphs through FreeType. */
#ifndef LATHE_REWARD_KERNEL_FONT_HPP
#define LATHE_REWARD_KERNEL_FONT_HPP

#include "reward/kernel/shim.hpp"
#include "reward/kernel/text.h"

#include <ft2build.h>
#include FT_FREETYPE_H

namespace shim {

/* Glyphs are read at this size, whatever size they are wanted in, and not hinted: as OpenCASCADE does it. */
constexpr unsigned GLYPH_POINTS = 72, GLYPH_DPI = 4800;

/* A file opened at that size. */
class face {
public:
    face() = default;
    face(const face &) = delete;
    face &operator=(const face &) = delete;
    ~face();
    /* The file of a family and style; slanted where the family has no italics. */
    void open(const char *family, kernel_font_style style);
    /* A file by its path; false where it is none of the font's. */
    bool open_path(const char *path);
    bool has(uint32_t character) const;
    /* Leaves the glyph in glyph(); false where there is none. */
    bool load(uint32_t character);
    const FT_GlyphSlotRec *glyph() const { return face_->glyph; }
    /* Of a glyph that was loaded, before another. In units, as the next two. */
    float advance(uint32_t character, uint32_t next) const;
    float ascender() const { return units(face_->ascender); }
    float line_height() const { return units(face_->height); }

private:
    void open_data(const void *data, size_t length);
    float units(long design) const;
    FT_Library library_ = nullptr;
    FT_Face face_ = nullptr;
};

/* The family that stands in for characters which another lacks. */
const char *fallback_family();

} // namespace shim

#endif
