/* frame.h: messages on a stream socket, each behind its length as 32 bits little-endian. Blocking; for the executor's
 * side. (The worker's side of the same stream is rollout/executor_client.h, which never blocks.) */
#ifndef LATHE_PROTO_FRAME_H
#define LATHE_PROTO_FRAME_H

#include "base/bytes.h"

enum { FRAME_HEADER = 4 };

/* Writes one frame with writev(2); the caller ignores SIGPIPE. LATHE_E_IO where the peer is gone. */
lathe_status frame_send(int fd, const void *data, size_t length, lathe_error *err);
/* Replaces *out by the next frame, with read(2). *out_end is true and *out empty where the peer closed the stream
 * between two frames. LATHE_E_INPUT for a frame larger than out->max (nothing of it is read), LATHE_E_IO for a stream
 * that ends within one. */
lathe_status frame_receive(int fd, bytes *out, bool *out_end, lathe_error *err);
/* The length in a frame's header, and the header of a length. */
uint32_t frame_length(const unsigned char header[FRAME_HEADER]);
void frame_header(uint32_t length, unsigned char out_header[FRAME_HEADER]);

#endif
