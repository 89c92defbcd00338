/* source_files.h: which files a shape may come from. */
#ifndef LATHE_PROTO_SOURCE_FILES_H
#define LATHE_PROTO_SOURCE_FILES_H

#include "proto/messages.h"

/* For messages. */
#define SOURCE_FILE_ENDINGS ".py, .step, .stp, .stl, .ply, .xyz"

/* By the ending of the path's last name, in any case. False, and *out untouched, for others, and for an ending alone. */
bool source_kind_of_file(const char *path, source_kind *out);

#endif
