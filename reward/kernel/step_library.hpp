/* step_library.hpp: what the library lathe-step has for step.cpp. It stands apart because OpenCASCADE's libraries for STEP take
 * as long to load as all the others together, and most processes need none of them. */
#ifndef LATHE_REWARD_KERNEL_STEP_LIBRARY_HPP
#define LATHE_REWARD_KERNEL_STEP_LIBRARY_HPP

#include <istream>
#include <ostream>

#include <TopoDS_Shape.hxx>

/* Both throw what OpenCASCADE throws. */
struct step_library {
    bool (*write)(const TopoDS_Shape &shape, std::ostream &out); /* false where it cannot be written */
    TopoDS_Shape (*read)(std::istream &in);                      /* null where there is none */
};

#define STEP_LIBRARY "lathe-step.so"
#define STEP_LIBRARY_ENTRY "lathe_step_library"

typedef const step_library *step_library_entry();
extern "C" step_library_entry lathe_step_library;

#endif
