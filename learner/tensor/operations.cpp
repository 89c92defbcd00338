/* operations.cpp: elementwise operations, shapes, choices, reductions and differentiation, each one guarded call. */
#include "learner/tensor/internal.hpp"


using shim::dims;
using shim::operation;

namespace {

/* Inputs are checked for NULL by operation() and attempt() before the body runs. */
template <typename Body>
void in_place(const char *name, std::initializer_list<const tensor *> inputs, Body body) noexcept
{
    if (tensor_context *c = shim::context_of(inputs))
        shim::attempt(c, name, inputs, body);
}

tensor *join(const char *name, tensor *const *parts, size_t count, at::Tensor (*body)(at::TensorList, int64_t),
             int dimension) noexcept
{
    tensor_context *c = nullptr;
    for (size_t i = 0; i < count && c == nullptr; i++)
        c = parts[i] != nullptr ? parts[i]->context : nullptr;
    if (c == nullptr)
        return nullptr;
    tensor *result = nullptr;
    shim::attempt(c, name, {}, [&] {
        std::vector<at::Tensor> values;
        for (size_t i = 0; i < count; i++) {
            if (parts[i] == nullptr)
                throw std::runtime_error("an input is missing");
            values.push_back(parts[i]->value);
        }
        result = shim::wrap(c, body(values, dimension));
    });
    return result;
}

} // namespace

extern "C" {

#define UNARY(name, expression)                                   \
    tensor *tensor_##name(tensor *x)                              \
    {                                                             \
        return operation("tensor_" #name, { x }, [&] {            \
            const at::Tensor &a = x->value;                       \
            return expression;                                    \
        });                                                       \
    }
#define BINARY(name, expression)                                  \
    tensor *tensor_##name(tensor *x, tensor *y)                   \
    {                                                             \
        return operation("tensor_" #name, { x, y }, [&] {         \
            const at::Tensor &a = x->value, &b = y->value;        \
            return expression;                                    \
        });                                                       \
    }
#define SCALAR(name, expression)                                  \
    tensor *tensor_##name(tensor *x, double s)                    \
    {                                                             \
        return operation("tensor_" #name, { x }, [&] {            \
            const at::Tensor &a = x->value;                       \
            return expression;                                    \
        });                                                       \
    }
#include "learner/tensor/operations.def"

tensor *tensor_clamp(tensor *a, double low, double high)
{
    return operation(__func__, { a }, [&] { return a->value.clamp(low, high); });
}

tensor *tensor_to_type(tensor *a, tensor_type type)
{
    return operation(__func__, { a }, [&] { return a->value.to(shim::scalar_type(type)); });
}

tensor *tensor_where(tensor *condition, tensor *a, tensor *b)
{
    return operation(__func__, { condition, a, b }, [&] { return at::where(condition->value, a->value, b->value); });
}

tensor *tensor_masked_fill(tensor *a, tensor *mask, double value)
{
    return operation(__func__, { a, mask }, [&] { return a->value.masked_fill(mask->value, value); });
}

tensor *tensor_reshape(tensor *a, tensor_shape shape)
{
    return operation(__func__, { a }, [&] { return a->value.reshape(dims(shape)); });
}

tensor *tensor_transpose(tensor *a, int dimension, int other)
{
    return operation(__func__, { a }, [&] { return a->value.transpose(dimension, other); });
}

tensor *tensor_permute(tensor *a, tensor_shape order)
{
    return operation(__func__, { a }, [&] { return a->value.permute(dims(order)); });
}

tensor *tensor_expand(tensor *a, tensor_shape shape)
{
    return operation(__func__, { a }, [&] { return a->value.expand(dims(shape)); });
}

tensor *tensor_unsqueeze(tensor *a, int dimension)
{
    return operation(__func__, { a }, [&] { return a->value.unsqueeze(dimension); });
}

tensor *tensor_squeeze(tensor *a, int dimension)
{
    return operation(__func__, { a }, [&] { return a->value.squeeze(dimension); });
}

tensor *tensor_slice(tensor *a, int dimension, int64_t begin, int64_t end)
{
    return operation(__func__, { a }, [&] { return a->value.narrow(dimension, begin, end - begin); });
}

tensor *tensor_cat(tensor *const *parts, size_t count, int dimension)
{
    return join(__func__, parts, count, [](at::TensorList list, int64_t d) { return at::cat(list, d); }, dimension);
}

tensor *tensor_stack(tensor *const *parts, size_t count, int dimension)
{
    return join(__func__, parts, count, [](at::TensorList list, int64_t d) { return at::stack(list, d); }, dimension);
}

tensor *tensor_index_select(tensor *a, int dimension, tensor *indices)
{
    return operation(__func__, { a, indices }, [&] { return a->value.index_select(dimension, indices->value); });
}

tensor *tensor_gather(tensor *a, int dimension, tensor *indices)
{
    return operation(__func__, { a, indices }, [&] { return a->value.gather(dimension, indices->value); });
}

tensor *tensor_embedding(tensor *weight, tensor *ids)
{
    return operation(__func__, { weight, ids }, [&] { return at::embedding(weight->value, ids->value); });
}

tensor *tensor_sum(tensor *a, int dimension, bool keep)
{
    return operation(__func__, { a }, [&] { return a->value.sum({ dimension }, keep); });
}

tensor *tensor_mean(tensor *a, int dimension, bool keep)
{
    return operation(__func__, { a }, [&] { return a->value.mean({ dimension }, keep); });
}

tensor *tensor_max(tensor *a, int dimension, bool keep)
{
    return operation(__func__, { a }, [&] { return a->value.amax({ dimension }, keep); });
}

tensor *tensor_argmax(tensor *a, int dimension, bool keep)
{
    return operation(__func__, { a }, [&] { return a->value.argmax(dimension, keep); });
}

tensor *tensor_logsumexp(tensor *a, int dimension, bool keep)
{
    return operation(__func__, { a }, [&] { return at::logsumexp(a->value, { dimension }, keep); });
}

tensor *tensor_softmax(tensor *a, int dimension)
{
    return operation(__func__, { a }, [&] { return at::softmax(a->value, dimension); });
}

tensor *tensor_log_softmax(tensor *a, int dimension)
{
    return operation(__func__, { a }, [&] { return at::log_softmax(a->value, dimension); });
}

tensor *tensor_cumsum(tensor *a, int dimension)
{
    return operation(__func__, { a }, [&] { return a->value.cumsum(dimension); });
}

tensor *tensor_topk(tensor *a, int64_t k, tensor **out_indices)
{
    at::Tensor indices;
    tensor *values = operation(__func__, { a }, [&] {
        auto both = a->value.topk(k);
        indices = std::get<1>(both);
        return std::get<0>(both);
    });
    if (out_indices != nullptr)
        *out_indices = values == nullptr ? nullptr
                                         : shim::construction(values->context, __func__, [&] { return indices; });
    return values;
}

void tensor_assign(tensor *target, tensor *source)
{
    in_place(__func__, { target, source }, [&] {
        at::NoGradGuard without;
        if (target->value.sizes() != source->value.sizes())
            throw std::runtime_error("the shapes differ");
        target->value.copy_(source->value);
    });
}

void tensor_index_copy(tensor *target, int dimension, tensor *indices, tensor *source)
{
    in_place(__func__, { target, indices, source }, [&] {
        at::NoGradGuard without;
        target->value.index_copy_(dimension, indices->value, source->value);
    });
}

tensor *tensor_require_gradient(tensor *t, bool required)
{
    in_place(__func__, { t }, [&] { t->value.set_requires_grad(required); });
    return t;
}

void tensor_backward(tensor *loss)
{
    in_place(__func__, { loss }, [&] { loss->value.backward(); });
}

tensor *tensor_gradient(tensor *leaf)
{
    tensor_context *c = shim::context_of({ leaf });
    tensor *result = nullptr;
    if (c != nullptr)
        shim::attempt(c, __func__, { leaf }, [&] {
            if (leaf->value.grad().defined())
                result = shim::wrap(c, leaf->value.grad());
        });
    return result;
}

void tensor_zero_gradient(tensor *leaf)
{
    in_place(__func__, { leaf }, [&] { leaf->value.mutable_grad().reset(); });
}

} // extern "C"
