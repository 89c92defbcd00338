/* network.cpp: linear layers, norms, gates and rotary positions as nodes of differentiation. */
#include "learner/tensor/network.h"

#include "learner/tensor/kernels.hpp"

#include <torch/csrc/autograd/custom_function.h>

using shim::has_loops;
using shim::loops;
using shim::operation;
using shim::share;
using shim::with_real;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

namespace {

struct linear_node : torch::autograd::Function<linear_node> {
    /* bias: empty where there is none, because a node takes no undefined tensor. */
    static at::Tensor forward(AutogradContext *node, const at::Tensor &x, const at::Tensor &weight,
                              const at::Tensor &bias)
    {
        at::Tensor out = at::empty({ x.size(0), weight.size(0) }, x.options());
        shim::rows_times_transposed(x, weight, bias, out);
        node->save_for_backward({ x, weight });
        node->saved_data["bias"] = bias.numel() > 0;
        return out;
    }
    static tensor_list backward(AutogradContext *node, tensor_list grads)
    {
        tensor_list saved = node->get_saved_variables();
        const at::Tensor &x = saved[0], &weight = saved[1];
        at::Tensor grad = grads[0].contiguous(), grad_x, grad_weight, grad_bias;
        if (x.requires_grad()) {
            grad_x = at::empty_like(x);
            shim::rows_times(grad, weight, grad_x);
        }
        if (weight.requires_grad()) {
            grad_weight = at::empty_like(weight);
            shim::transposed_times(grad, x, false, grad_weight);
        }
        if (node->saved_data["bias"].toBool())
            grad_bias = shim::column_sums(grad);
        return { grad_x, grad_weight, grad_bias };
    }
};

at::Tensor linear(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias)
{
    if (weight.dim() != 2 || x.dim() < 1 || x.size(-1) != weight.size(1))
        throw std::runtime_error("the last dimension must be that of the weight");
    if (bias.defined() && (bias.dim() != 1 || bias.size(0) != weight.size(0)))
        throw std::runtime_error("the bias must have one number a row of the weight");
    if (!has_loops(x) || x.scalar_type() != weight.scalar_type())
        return at::linear(x, weight, bias);
    at::Tensor rows = x.reshape({ -1, x.size(-1) }).contiguous();
    at::Tensor out = linear_node::apply(rows, weight.contiguous(), bias.defined() ? bias : at::empty({ 0 }, x.options()));
    if (x.dim() == 2)
        return out;
    std::vector<int64_t> sizes = x.sizes().vec();
    sizes.back() = weight.size(0);
    return out.view(sizes);
}

/* Partial sums of the weight's gradient: a fixed number, so that results do not depend on the number of threads. */
constexpr int64_t rms_parts = 16;

struct rms_node : torch::autograd::Function<rms_node> {
    static at::Tensor forward(AutogradContext *node, const at::Tensor &x, const at::Tensor &weight, double epsilon)
    {
        int64_t width = weight.size(0), rows = x.numel() / width;
        at::Tensor out = at::empty_like(x), inverse = at::empty({ rows }, x.options());
        with_real(x, [&](auto tag) {
            using T = decltype(tag);
            const T *px = x.data_ptr<T>(), *pw = weight.data_ptr<T>();
            T *po = out.data_ptr<T>(), *pi = inverse.data_ptr<T>();
            share(rows, .5 * static_cast<double>(width), [&](int64_t begin, int64_t end) {
                loops<T>::rms_forward(px, pw, epsilon, po, pi, begin, end, width);
            });
        });
        node->save_for_backward({ x, weight, inverse });
        return out;
    }
    static tensor_list backward(AutogradContext *node, tensor_list grads)
    {
        tensor_list saved = node->get_saved_variables();
        const at::Tensor &x = saved[0], &weight = saved[1], &inverse = saved[2];
        int64_t width = weight.size(0), rows = inverse.size(0), part = (rows + rms_parts - 1) / rms_parts;
        at::Tensor grad = grads[0].contiguous(), grad_x = at::empty_like(x);
        at::Tensor partial = at::zeros({ rms_parts, width }, x.options());
        with_real(x, [&](auto tag) {
            using T = decltype(tag);
            const T *pg = grad.data_ptr<T>(), *px = x.data_ptr<T>(), *pw = weight.data_ptr<T>();
            const T *pi = inverse.data_ptr<T>();
            T *pgx = grad_x.data_ptr<T>(), *pp = partial.data_ptr<T>();
            share(rms_parts, static_cast<double>(width * part), [&](int64_t begin, int64_t end) {
                for (int64_t k = begin; k < end; k++)
                    loops<T>::rms_backward(pg, px, pw, pi, pgx, pp + k * width, std::min(k * part, rows),
                                           std::min((k + 1) * part, rows), width);
            });
        });
        return { grad_x, shim::column_sums(partial), at::Tensor() };
    }
};

at::Tensor rms_norm(const at::Tensor &x, const at::Tensor &weight, double epsilon)
{
    if (weight.dim() != 1 || x.dim() < 1 || x.size(-1) != weight.size(0))
        throw std::runtime_error("the last dimension must be that of the weight");
    if (has_loops(x) && x.scalar_type() == weight.scalar_type())
        return rms_node::apply(x.contiguous(), weight, epsilon);
    at::Tensor wide = x.scalar_type() == at::kDouble ? x : x.to(at::kFloat);
    at::Tensor scaled = wide * (wide.square().mean({ -1 }, true) + epsilon).rsqrt();
    return scaled.to(x.scalar_type()) * weight;
}

struct swiglu_node : torch::autograd::Function<swiglu_node> {
    static at::Tensor forward(AutogradContext *node, const at::Tensor &x)
    {
        int64_t width = x.size(-1) / 2, rows = width > 0 ? x.numel() / (2 * width) : 0;
        std::vector<int64_t> sizes = x.sizes().vec();
        sizes.back() = width;
        at::Tensor out = at::empty(sizes, x.options());
        with_real(x, [&](auto tag) {
            using T = decltype(tag);
            const T *px = x.data_ptr<T>();
            T *po = out.data_ptr<T>();
            share(rows, static_cast<double>(width), [&](int64_t begin, int64_t end) {
                loops<T>::swiglu_forward(px, po, begin, end, width);
            });
        });
        node->save_for_backward({ x });
        return out;
    }
    static tensor_list backward(AutogradContext *node, tensor_list grads)
    {
        tensor_list saved = node->get_saved_variables();
        const at::Tensor &x = saved[0];
        int64_t width = x.size(-1) / 2, rows = width > 0 ? x.numel() / (2 * width) : 0;
        at::Tensor grad = grads[0].contiguous(), grad_x = at::empty_like(x);
        with_real(x, [&](auto tag) {
            using T = decltype(tag);
            const T *pg = grad.data_ptr<T>(), *px = x.data_ptr<T>();
            T *pgx = grad_x.data_ptr<T>();
            share(rows, 2. * static_cast<double>(width), [&](int64_t begin, int64_t end) {
                loops<T>::swiglu_backward(pg, px, pgx, begin, end, width);
            });
        });
        return { grad_x };
    }
};

at::Tensor swiglu(const at::Tensor &x)
{
    if (x.dim() < 1 || x.size(-1) % 2 != 0)
        throw std::runtime_error("the last dimension must be even");
    if (has_loops(x))
        return swiglu_node::apply(x.contiguous());
    int64_t width = x.size(-1) / 2;
    return at::silu(x.narrow(-1, 0, width)) * x.narrow(-1, width, width);
}

/* Grows the table to hold positions 0..last. */
const rotary_table &rotary_find(tensor_context *c, double theta, int64_t half, int64_t last)
{
    for (rotary_table &t : c->rotary)
        if (t.theta == theta && t.half == half && t.cosine.size(0) > last)
            return t;
    int64_t size = 256;
    while (size <= last)
        size *= 2;
    auto options = at::TensorOptions().dtype(at::kDouble);
    at::Tensor power = at::arange(0, half, options) * (-1. / static_cast<double>(half));
    at::Tensor angle = at::arange(0, size, options).unsqueeze(1) * at::pow(theta, power).unsqueeze(0);
    for (size_t i = 0; i < c->rotary.size(); i++)
        if (c->rotary[i].theta == theta && c->rotary[i].half == half)
            c->rotary.erase(c->rotary.begin() + static_cast<long>(i--));
    c->rotary.push_back({ theta, half, angle.cos(), angle.sin() });
    return c->rotary.back();
}

at::Tensor rotate_rows(const at::Tensor &x, const loops_heads &heads, const at::Tensor &positions,
                       const at::Tensor &cosine, const at::Tensor &sine, int direction)
{
    at::Tensor out = at::empty_like(x);
    const int32_t *place = positions.data_ptr<int32_t>();
    const double *pc = cosine.data_ptr<double>(), *ps = sine.data_ptr<double>();
    with_real(x, [&](auto tag) {
        using T = decltype(tag);
        const T *px = x.data_ptr<T>();
        T *po = out.data_ptr<T>();
        share(x.size(0), .5 * static_cast<double>(x.size(1)), [&](int64_t begin, int64_t end) {
            loops<T>::rotate(px, po, heads, place, pc, ps, direction, begin, end);
        });
    });
    return out;
}

struct rotate_node : torch::autograd::Function<rotate_node> {
    static at::Tensor forward(AutogradContext *node, const at::Tensor &x, int64_t heads, int64_t kv_heads,
                              const at::Tensor &positions, const at::Tensor &cosine, const at::Tensor &sine)
    {
        node->save_for_backward({ positions, cosine, sine });
        node->saved_data["heads"] = heads;
        node->saved_data["kv_heads"] = kv_heads;
        return rotate_rows(x, { heads, kv_heads, 2 * cosine.size(1) }, positions, cosine, sine, 1);
    }
    static tensor_list backward(AutogradContext *node, tensor_list grads)
    {
        tensor_list saved = node->get_saved_variables();
        loops_heads heads = { node->saved_data["heads"].toInt(), node->saved_data["kv_heads"].toInt(),
                              2 * saved[1].size(1) };
        at::Tensor none;
        return { rotate_rows(grads[0].contiguous(), heads, saved[0], saved[1], saved[2], -1), none, none, none, none,
                 none };
    }
};

at::Tensor rotate(tensor_context *c, const at::Tensor &qkv, const tensor_heads &heads, const int32_t *positions,
                  double theta)
{
    int64_t rows = qkv.size(0), half = heads.head_dim / 2;
    at::Tensor places = at::empty({ rows }, at::TensorOptions().dtype(at::kInt));
    int64_t last = 0;
    for (int64_t i = 0; i < rows; i++) {
        if (positions[i] < 0)
            throw std::runtime_error("a position is negative");
        places.data_ptr<int32_t>()[i] = positions[i];
        last = std::max<int64_t>(last, positions[i]);
    }
    const rotary_table &table = rotary_find(c, theta, half, last);
    if (has_loops(qkv))
        return rotate_node::apply(qkv.contiguous(), heads.heads, heads.kv_heads, places, table.cosine, table.sine);
    at::Tensor places_there = places.to(at::kLong);
    auto pick = [&](const at::Tensor &t) {
        return t.index_select(0, places_there).to(qkv.device(), qkv.scalar_type()).unsqueeze(1);
    };
    at::Tensor cosine = pick(table.cosine), sine = pick(table.sine);
    int64_t turned = heads.heads + heads.kv_heads;
    at::Tensor all = qkv.view({ rows, turned + heads.kv_heads, heads.head_dim });
    at::Tensor a = all.narrow(1, 0, turned).narrow(2, 0, half), b = all.narrow(1, 0, turned).narrow(2, half, half);
    at::Tensor out = at::cat({ a * cosine - b * sine, b * cosine + a * sine }, 2);
    return at::cat({ out, all.narrow(1, turned, heads.kv_heads) }, 1).view({ rows, -1 });
}

} // namespace

extern "C" {

tensor *tensor_linear(tensor *x, tensor *weight, tensor *bias)
{
    if (bias == nullptr)
        return operation(__func__, { x, weight }, [&] { return linear(x->value, weight->value, at::Tensor()); });
    return operation(__func__, { x, weight, bias }, [&] { return linear(x->value, weight->value, bias->value); });
}

tensor *tensor_rms_norm(tensor *x, tensor *weight, double epsilon)
{
    return operation(__func__, { x, weight }, [&] { return rms_norm(x->value, weight->value, epsilon); });
}

tensor *tensor_swiglu(tensor *x)
{
    return operation(__func__, { x }, [&] { return swiglu(x->value); });
}

tensor *tensor_rotate(tensor *qkv, tensor_heads heads, const int32_t *positions, double theta)
{
    return operation(__func__, { qkv }, [&] {
        if (heads.head_dim % 2 != 0 || qkv->value.dim() != 2 ||
            qkv->value.size(1) != (heads.heads + 2 * heads.kv_heads) * heads.head_dim)
            throw std::runtime_error("rows must hold heads + 2 kv_heads heads of an even size");
        return rotate(qkv->context, qkv->value, heads, positions, theta);
    });
}

} // extern "C"
