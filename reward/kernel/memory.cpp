/* memory.cpp: the allocation that OpenCASCADE's library leaves unchecked (of lists and maps). A program's definition comes
 * before its libraries': the end of memory is an exception here, as it is everywhere else in OpenCASCADE. */
#include <cstdlib>

#include <Standard.hxx>
#include <Standard_OutOfMemory.hxx>

Standard_Address Standard::AllocateOptimal(const Standard_Size size)
{
    void *block = std::malloc(size);
    if (!block)
        throw Standard_OutOfMemory("Standard::AllocateOptimal");
    return block;
}
