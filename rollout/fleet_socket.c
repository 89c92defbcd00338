#include "rollout/fleet_socket.h"

#include <errno.h>
#include <string.h>
#include <zmq.h>

enum {
    HIGH_WATER = 20000, /* messages a connection; above what credits allow, so reaching it means a stuck peer */
    MAX_FRAMES = 64     /* of one hostile message that are thrown away in one go */
};

bool fleet_identity_equal(const fleet_identity *a, const fleet_identity *b)
{
    return a->length == b->length && memcmp(a->data, b->data, a->length) == 0;
}

lathe_status fleet_socket_prepare(void *socket, lathe_error *err)
{
    int64_t max_size = CODEC_MAX_ENVELOPE;
    int high_water = HIGH_WATER, linger = 0, ipv6 = 1;
    if (zmq_setsockopt(socket, ZMQ_MAXMSGSIZE, &max_size, sizeof max_size) != 0 ||
        zmq_setsockopt(socket, ZMQ_SNDHWM, &high_water, sizeof high_water) != 0 ||
        zmq_setsockopt(socket, ZMQ_RCVHWM, &high_water, sizeof high_water) != 0 ||
        zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger) != 0 ||
        zmq_setsockopt(socket, ZMQ_IPV6, &ipv6, sizeof ipv6) != 0)
        return lathe_fail(err, LATHE_E_IO, "cannot set up a socket: %s", zmq_strerror(errno));
    return LATHE_OK;
}

static fleet_sent sent_error(lathe_error *err)
{
    if (errno == EAGAIN || errno == EINTR)
        return FLEET_FULL;
    if (errno == EHOSTUNREACH)
        return FLEET_GONE;
    lathe_fail(err, LATHE_E_IO, "cannot send: %s", zmq_strerror(errno));
    return FLEET_FAILED;
}

fleet_sent fleet_send(void *socket, const fleet_identity *to, const envelope *e, bytes *scratch, lathe_error *err)
{
    bytes_reset(scratch);
    if (codec_pack_envelope(e, scratch, err) != LATHE_OK)
        return FLEET_FAILED;
    if (to && zmq_send(socket, to->data, to->length, ZMQ_SNDMORE | ZMQ_DONTWAIT) < 0)
        return sent_error(err);
    /* Once the first frame is taken, libzmq takes the second, whatever the high-water mark says. */
    if (zmq_send(socket, scratch->data, scratch->length, ZMQ_DONTWAIT) < 0)
        return sent_error(err);
    return FLEET_SENT;
}

/* Throws the rest of a message away. */
static void skip_frames(void *socket, zmq_msg_t *frame)
{
    for (int i = 0; i < MAX_FRAMES && zmq_msg_more(frame); i++)
        if (zmq_msg_recv(frame, socket, ZMQ_DONTWAIT) < 0)
            return;
}

static fleet_received receive_error(lathe_error *err)
{
    if (errno == EAGAIN || errno == EINTR)
        return FLEET_NOTHING;
    lathe_fail(err, LATHE_E_IO, "cannot receive: %s", zmq_strerror(errno));
    return FLEET_BROKEN;
}

fleet_received fleet_receive(void *socket, fleet_identity *out_from, envelope *out, lathe_error *err)
{
    zmq_msg_t frame;
    fleet_received received = FLEET_GARBAGE;
    zmq_msg_init(&frame);
    if (zmq_msg_recv(&frame, socket, ZMQ_DONTWAIT) < 0) {
        received = receive_error(err);
        goto done;
    }
    if (out_from) {
        out_from->length = (unsigned char)zmq_msg_size(&frame); /* libzmq's identities have at most 255 bytes */
        memcpy(out_from->data, zmq_msg_data(&frame), out_from->length);
        if (!zmq_msg_more(&frame) || zmq_msg_recv(&frame, socket, ZMQ_DONTWAIT) < 0) {
            lathe_fail(err, LATHE_E_INPUT, "malformed message: nothing in it");
            goto done;
        }
    }
    if (zmq_msg_more(&frame)) {
        lathe_fail(err, LATHE_E_INPUT, "malformed message: more than one part");
        skip_frames(socket, &frame);
    } else if (codec_unpack_envelope(zmq_msg_data(&frame), zmq_msg_size(&frame), out, err) == LATHE_OK) {
        received = FLEET_ENVELOPE;
    }

done:
    zmq_msg_close(&frame);
    return received;
}
