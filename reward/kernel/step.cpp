/* step.cpp: STEP files to and from memory, by what step_library.cpp holds. */
#include "base/library.h"
#include "reward/kernel/shim.hpp"
#include "reward/kernel/step_library.hpp"

#include <Message.hxx>
#include <Message_Messenger.hxx>

#include <istream>
#include <sstream>
#include <streambuf>

using namespace shim;

namespace {

/* Reads a caller's bytes without copying them. */
struct byte_source : std::streambuf {
    byte_source(const void *data, size_t length)
    {
        char *begin = const_cast<char *>(static_cast<const char *>(data));
        setg(begin, begin, begin + length);
    }
};

/* Appends to a caller's buffer; keeps the first error. */
struct byte_sink : std::streambuf {
    bytes *out;
    lathe_error error;
    lathe_status status = LATHE_OK;

    explicit byte_sink(bytes *target) : out(target) {}
    int_type overflow(int_type c) override
    {
        char one = (char)c;
        return xsputn(&one, 1) == 1 ? c : traits_type::eof();
    }
    std::streamsize xsputn(const char *text, std::streamsize length) override
    {
        if (status == LATHE_OK)
            status = bytes_append(out, text, (size_t)length, &error);
        return status == LATHE_OK ? length : 0;
    }
};

/* OpenCASCADE prints its progress; a library must not. */
struct silence {
    Message_SequenceOfPrinters printers;
    silence() : printers(Message::DefaultMessenger()->Printers())
    {
        Message::DefaultMessenger()->ChangePrinters().Clear();
    }
    ~silence() { Message::DefaultMessenger()->ChangePrinters() = printers; }
};

/* What was not loaded at the start cannot be any more: the sandbox opens no file. */
lathe_status find_library(bool load, const step_library **out, lathe_error *err)
{
    library_entry *entry = nullptr;
    lathe_error why;
    if (library_find(STEP_LIBRARY, STEP_LIBRARY_ENTRY, load, &entry, &why) != LATHE_OK)
        return lathe_fail(err, LATHE_E_IO, "STEP files need a library: %.300s", why.message);
    *out = reinterpret_cast<step_library_entry *>(entry)();
    return LATHE_OK;
}

} // namespace

extern "C" lathe_status kernel_open_step(lathe_error *err)
{
    const step_library *library = nullptr;
    return find_library(true, &library, err);
}

extern "C" lathe_status kernel_write_step(const kernel_shape *shape, bytes *out, lathe_error *err)
{
    size_t before = out->length;
    byte_sink sink(out);
    const step_library *library = nullptr;
    lathe_status st = find_library(false, &library, err);
    if (st != LATHE_OK)
        return st;
    st = guard(err, [&] {
        silence quiet;
        std::ostream stream(&sink);
        if (!library->write(shape->value(), stream))
            throw refusal{ FAILURE_BUILD, "StdFail_NotDone", "shape cannot be written as STEP" };
    });
    if (st == LATHE_OK && sink.status != LATHE_OK) {
        if (err)
            *err = sink.error;
        st = sink.status;
    }
    if (st != LATHE_OK)
        out->length = before;
    return st;
}

extern "C" lathe_status kernel_read_step(const void *data, size_t length, kernel_shape **out_shape, lathe_error *err)
{
    bool found = false;
    const step_library *library = nullptr;
    lathe_status st = find_library(false, &library, err);
    if (st != LATHE_OK)
        return st;
    st = guard(err, [&] {
        silence quiet;
        byte_source source(data, length);
        std::istream stream(&source);
        TopoDS_Shape shape = library->read(stream);
        if (shape.IsNull())
            return;
        *out_shape = new_shape(shape);
        found = true;
    });
    if (st == LATHE_OK && !found)
        return lathe_fail(err, LATHE_E_INPUT, "no shape can be read from this STEP file of %zu bytes", length);
    return st;
}
