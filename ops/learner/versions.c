#include "ops/learner/versions.h"

#include <stdio.h>

#include "learner/tensor/tensor.h"
#include "version/version.h"

const char *versions_of_lathe(void)
{
    return LATHE_VERSION_TEXT;
}

void versions_of_libraries(char out[VERSIONS_TEXT])
{
    snprintf(out, VERSIONS_TEXT, "libtorch %s\ncompiler %s\n", tensor_library_version(), __VERSION__);
}
