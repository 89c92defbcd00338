/* host.cpp: tensors from and to host memory, and what can be asked of them. */
#include "learner/tensor/internal.hpp"

#include "base/philox.h"

#include <cstring>

using shim::construction;
using shim::dims;

namespace {

int64_t product(const tensor_shape &shape)
{
    int64_t count = 1;
    for (int64_t size : dims(shape)) {
        if (size < 0)
            throw std::runtime_error("a dimension is negative");
        count *= size;
    }
    return count;
}

tensor *from_host(tensor_context *c, const char *name, at::ScalarType stored, at::ScalarType type,
                  const tensor_shape &shape, const void *data) noexcept
{
    return construction(c, name, [&] {
        at::Tensor host = at::empty(dims(shape), at::TensorOptions().dtype(stored));
        size_t size = static_cast<size_t>(product(shape)) * host.element_size();
        if (size > 0)
            memcpy(host.data_ptr(), data, size);
        return host.to(c->device, type);
    });
}

lathe_status to_host(const tensor *t, const char *name, at::ScalarType type, void *out, size_t count,
                     lathe_error *err) noexcept
{
    if (t == nullptr)
        return lathe_fail(err, LATHE_E_BUG, "%s: the tensor is missing", name);
    tensor_context *c = t->context;
    if (c->scopes.size() > 1 && c->scopes.back().failed) {
        if (err != nullptr)
            *err = c->scopes.back().error;
        return c->scopes.back().error.status;
    }
    try {
        if (static_cast<size_t>(t->value.numel()) != count)
            return lathe_fail(err, LATHE_E_BUG, "%s%s: the buffer has room for %zu", name,
                              shim::shape_text(t->value).c_str(), count);
        at::Tensor host = t->value.detach().to(at::kCPU, type).contiguous();
        if (count > 0)
            memcpy(out, host.data_ptr(), count * host.element_size());
        return LATHE_OK;
    } catch (...) {
        std::string text;
        lathe_status st = shim::describe_exception(&text);
        return lathe_fail(err, st, "%s: %s", name, text.c_str());
    }
}

} // namespace

extern "C" {

tensor *tensor_from_float32(tensor_context *c, tensor_shape shape, const float *data)
{
    return from_host(c, __func__, at::kFloat, at::kFloat, shape, data);
}

tensor *tensor_from_float64(tensor_context *c, tensor_shape shape, const double *data)
{
    return from_host(c, __func__, at::kDouble, at::kDouble, shape, data);
}

tensor *tensor_from_int64(tensor_context *c, tensor_shape shape, const int64_t *data)
{
    return from_host(c, __func__, at::kLong, at::kLong, shape, data);
}

tensor *tensor_from_int32(tensor_context *c, tensor_shape shape, const int32_t *data)
{
    return from_host(c, __func__, at::kInt, at::kLong, shape, data);
}

tensor *tensor_from_bool(tensor_context *c, tensor_shape shape, const uint8_t *data)
{
    return from_host(c, __func__, at::kByte, at::kBool, shape, data);
}

tensor *tensor_from_bytes(tensor_context *c, tensor_type type, tensor_shape shape, const void *data)
{
    return construction(c, __func__, [&] {
        at::Tensor host = at::empty(dims(shape), at::TensorOptions().dtype(shim::scalar_type(type)));
        size_t size = static_cast<size_t>(product(shape)) * host.element_size();
        if (size > 0)
            memcpy(host.data_ptr(), data, size);
        return host.to(c->device);
    });
}

lathe_status tensor_to_float32(const tensor *t, float *out, size_t count, lathe_error *err)
{
    return to_host(t, __func__, at::kFloat, out, count, err);
}

lathe_status tensor_to_float64(const tensor *t, double *out, size_t count, lathe_error *err)
{
    return to_host(t, __func__, at::kDouble, out, count, err);
}

lathe_status tensor_to_int64(const tensor *t, int64_t *out, size_t count, lathe_error *err)
{
    return to_host(t, __func__, at::kLong, out, count, err);
}

lathe_status tensor_item(const tensor *t, double *out, lathe_error *err)
{
    return to_host(t, __func__, at::kDouble, out, 1, err);
}

lathe_status tensor_to_bytes(const tensor *t, void *out, size_t size, lathe_error *err)
{
    size_t element = t != nullptr ? t->value.element_size() : 1;
    if (size % element != 0)
        return lathe_fail(err, LATHE_E_BUG, "tensor_to_bytes: %zu bytes are no whole number of elements", size);
    return to_host(t, __func__, t != nullptr ? t->value.scalar_type() : at::kByte, out, size / element, err);
}

tensor_shape tensor_get_shape(const tensor *t)
{
    tensor_shape shape = { 0, { 0 } };
    if (t == nullptr)
        return shape;
    for (int64_t size : t->value.sizes())
        if (shape.rank < TENSOR_MAX_RANK)
            shape.dims[shape.rank++] = size;
    return shape;
}

int64_t tensor_size(const tensor *t, int dimension)
{
    tensor_shape shape = tensor_get_shape(t);
    int place = dimension < 0 ? dimension + shape.rank : dimension;
    return place >= 0 && place < shape.rank ? shape.dims[place] : 0;
}

int64_t tensor_count(const tensor *t) { return t == nullptr ? 0 : t->value.numel(); }

tensor_type tensor_get_type(const tensor *t)
{
    if (t == nullptr)
        return TENSOR_FLOAT32;
    switch (t->value.scalar_type()) {
    case at::kDouble: return TENSOR_FLOAT64;
    case at::kBFloat16: return TENSOR_BFLOAT16;
    case at::kLong: return TENSOR_INT64;
    case at::kBool: return TENSOR_BOOL;
    default: return TENSOR_FLOAT32;
    }
}

size_t tensor_type_size(tensor_type type)
{
    static const size_t sizes[] = { 4, 8, 2, 8, 1 };
    return sizes[type];
}

tensor_context *tensor_get_context(const tensor *t) { return t == nullptr ? nullptr : t->context; }

tensor *tensor_full(tensor_context *c, tensor_type type, tensor_shape shape, double value)
{
    return construction(c, __func__, [&] {
        return at::full(dims(shape), value, at::TensorOptions().dtype(shim::scalar_type(type)).device(c->device));
    });
}

tensor *tensor_arange(tensor_context *c, tensor_type type, double begin, double end, double step)
{
    return construction(c, __func__, [&] {
        return at::arange(begin, end, step, at::TensorOptions().dtype(shim::scalar_type(type)).device(c->device));
    });
}

tensor *tensor_normal(tensor_context *c, tensor_shape shape, double deviation, uint64_t seed, uint32_t stream)
{
    return construction(c, __func__, [&] {
        at::Tensor host = at::empty(dims(shape), at::TensorOptions().dtype(at::kDouble));
        double *out = host.data_ptr<double>();
        philox_stream s = philox_stream_at(seed, PHILOX_INIT, 0, 0, stream, 0);
        for (int64_t i = 0, count = product(shape); i < count; i++)
            out[i] = deviation * philox_normal(&s);
        return host.to(c->device, shim::scalar_type(c->type));
    });
}

} // extern "C"
