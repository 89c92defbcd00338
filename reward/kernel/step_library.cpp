/* step_library.cpp: STEP files by OpenCASCADE's exchange libraries; the whole of the library lathe-step. */
#include "reward/kernel/step_library.hpp"

#include <Interface_Static.hxx>
#include <STEPControl_Controller.hxx>
#include <STEPControl_Reader.hxx>
#include <STEPControl_Writer.hxx>
#include <StepData_Protocol.hxx>
#include <StepData_StepModel.hxx>
#include <StepData_StepWriter.hxx>

namespace {

/* AP214 in millimetres. */
bool write(const TopoDS_Shape &shape, std::ostream &out)
{
    STEPControl_Writer writer;
    Interface_Static::SetIVal("write.surfacecurve.mode", 1);
    Interface_Static::SetIVal("write.precision.mode", 0);
    Interface_Static::SetCVal("write.step.unit", "MM");
    if (writer.Transfer(shape, STEPControl_AsIs) != IFSelect_RetDone)
        return false;
    Handle(StepData_StepModel) model = writer.Model();
    StepData_StepWriter text(model);
    text.SendModel(Handle(StepData_Protocol)::DownCast(model->Protocol()));
    text.Print(out);
    return true;
}

TopoDS_Shape read(std::istream &in)
{
    STEPControl_Reader reader;
    if (reader.ReadStream("input.step", in) != IFSelect_RetDone)
        return TopoDS_Shape();
    reader.TransferRoots();
    return reader.OneShape();
}

} // namespace

extern "C" const step_library *lathe_step_library()
{
    static const step_library functions = { write, read };
    return &functions;
}
