/* step.cpp: STEP files to and from memory. */
#include "reward/kernel/shim.hpp"

#include <Interface_Static.hxx>
#include <Message.hxx>
#include <Message_Messenger.hxx>
#include <STEPControl_Controller.hxx>
#include <STEPControl_Reader.hxx>
#include <STEPControl_Writer.hxx>
#include <StepData_Protocol.hxx>
#include <StepData_StepModel.hxx>
#include <StepData_StepWriter.hxx>

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

} // namespace

extern "C" lathe_status kernel_write_step(const kernel_shape *shape, bytes *out, lathe_error *err)
{
    size_t before = out->length;
    byte_sink sink(out);
    lathe_status st = guard(err, [&] {
        silence quiet;
        STEPControl_Writer writer;
        Interface_Static::SetIVal("write.surfacecurve.mode", 1);
        Interface_Static::SetIVal("write.precision.mode", 0);
        Interface_Static::SetCVal("write.step.unit", "MM");
        if (writer.Transfer(shape->value(), STEPControl_AsIs) != IFSelect_RetDone)
            throw refusal{ FAILURE_BUILD, "StdFail_NotDone", "shape cannot be written as STEP" };
        Handle(StepData_StepModel) model = writer.Model();
        StepData_StepWriter text(model);
        text.SendModel(Handle(StepData_Protocol)::DownCast(model->Protocol()));
        std::ostream stream(&sink);
        text.Print(stream);
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
    lathe_status st = guard(err, [&] {
        silence quiet;
        byte_source source(data, length);
        std::istream stream(&source);
        STEPControl_Reader reader;
        if (reader.ReadStream("input.step", stream) != IFSelect_RetDone)
            return;
        reader.TransferRoots();
        TopoDS_Shape shape = reader.OneShape();
        if (shape.IsNull())
            return;
        *out_shape = new_shape(shape);
        found = true;
    });
    if (st == LATHE_OK && !found)
        return lathe_fail(err, LATHE_E_INPUT, "no shape can be read from this STEP file of %zu bytes", length);
    return st;
}
