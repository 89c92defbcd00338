/* attention.cpp: causal attention over packed rows, forward and backward, and one step of it over a cache.
 *
 * On a CPU a block of queries meets all the keys that it may see at once; probabilities are not kept but made
 * again from their row's log-sum when gradients are wanted (as in Dao et al. 2022, without the tiling over keys). */
#include "learner/tensor/network.h"

#include "learner/tensor/kernels.hpp"

#include <torch/csrc/api/include/torch/version.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cmath>
#include <cstring>

using shim::gemm;
using shim::has_loops;
using shim::loops;
using shim::operation;
using shim::share;
using shim::with_real;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

namespace {

constexpr int64_t query_block = 64;

struct layout {
    int64_t heads, kv_heads, dim;
    int64_t width() const { return (heads + 2 * kv_heads) * dim; }
    int64_t group() const { return heads / kv_heads; }
    int64_t key(int64_t g) const { return (heads + g) * dim; }
    int64_t value(int64_t g) const { return (heads + kv_heads + g) * dim; }
    double scale() const { return 1 / std::sqrt(static_cast<double>(dim)); }
};

int64_t longest(const int64_t *offsets, int64_t count)
{
    int64_t most = 0;
    for (int64_t s = 0; s < count; s++)
        most = std::max(most, offsets[s + 1] - offsets[s]);
    return most;
}

/* Rough nanoseconds of one sequence and key-value head. */
double task_cost(const layout &at_, int64_t length)
{
    return .1 * static_cast<double>(at_.group() * at_.dim * length * length) + 1;
}

/* Pointers of one (sequence, head): rows of q, k, v are `width` apart, rows of out heads * dim. */
template <typename T> struct head_view {
    const T *q, *k, *v;
    T *out;
    T *logsum;
};

template <typename T>
void forward_head(const head_view<T> &h, const layout &at_, int64_t length, T *scores)
{
    int64_t width = at_.width(), dim = at_.dim, out_width = at_.heads * dim;
    for (int64_t first = 0; first < length; first += query_block) {
        int64_t rows = std::min(query_block, length - first), seen = first + rows;
        gemm<T>(true, false, seen, rows, dim, 1, h.k, width, h.q + first * width, width, 0, scores, seen);
        loops<T>::causal_softmax(scores, rows, seen, first + 1, seen, static_cast<T>(at_.scale()),
                                 h.logsum + first * at_.heads, at_.heads);
        gemm<T>(false, false, dim, rows, seen, 1, h.v, width, scores, seen, 0, h.out + first * out_width, out_width);
    }
}

template <typename T>
void backward_head(const head_view<T> &h, const T *grad, T *grad_q, T *grad_k, T *grad_v, const layout &at_,
                   int64_t length, T *p, T *grad_p)
{
    int64_t width = at_.width(), dim = at_.dim, out_width = at_.heads * dim;
    T scale = static_cast<T>(at_.scale());
    for (int64_t first = 0; first < length; first += query_block) {
        int64_t rows = std::min(query_block, length - first), seen = first + rows;
        const T *q = h.q + first * width, *g = grad + first * out_width;
        gemm<T>(true, false, seen, rows, dim, 1, h.k, width, q, width, 0, p, seen);
        loops<T>::causal_again(p, rows, seen, first + 1, seen, scale, h.logsum + first * at_.heads, at_.heads);
        gemm<T>(false, true, dim, seen, rows, 1, g, out_width, p, seen, 1, grad_v, width);
        gemm<T>(true, false, seen, rows, dim, 1, h.v, width, g, out_width, 0, grad_p, seen);
        loops<T>::softmax_backward(p, grad_p, rows, seen, seen, scale, g, h.out + first * out_width, out_width, dim);
        gemm<T>(false, false, dim, rows, seen, 1, h.k, width, grad_p, seen, 0, grad_q + first * width, width);
        gemm<T>(false, true, dim, seen, rows, 1, q, width, grad_p, seen, 1, grad_k, width);
    }
}

template <typename T>
head_view<T> view_head(const T *qkv, T *out, T *logsum, const layout &at_, int64_t begin, int64_t head)
{
    int64_t g = head / at_.group();
    const T *row = qkv + begin * at_.width();
    return { row + head * at_.dim, row + at_.key(g), row + at_.value(g), out + (begin * at_.heads + head) * at_.dim,
             logsum + begin * at_.heads + head };
}

struct attention_node : torch::autograd::Function<attention_node> {
    static at::Tensor forward(AutogradContext *node, const at::Tensor &qkv, const at::Tensor &offsets, int64_t heads,
                              int64_t kv_heads, int64_t dim)
    {
        layout at_ = { heads, kv_heads, dim };
        at::Tensor out = at::empty({ qkv.size(0), heads * dim }, qkv.options());
        at::Tensor logsum = at::empty({ qkv.size(0), heads }, qkv.options());
        const int64_t *places = offsets.data_ptr<int64_t>();
        int64_t count = offsets.size(0) - 1, most = longest(places, count);
        with_real(qkv, [&](auto tag) {
            using T = decltype(tag);
            const T *pq = qkv.data_ptr<T>();
            T *po = out.data_ptr<T>(), *pl = logsum.data_ptr<T>();
            share(count * heads, task_cost(at_, most), [&](int64_t begin, int64_t end) {
                std::vector<T> scores(static_cast<size_t>(query_block * most));
                for (int64_t task = begin; task < end; task++) {
                    int64_t s = task / heads, first = places[s];
                    forward_head<T>(view_head<T>(pq, po, pl, at_, first, task % heads), at_, places[s + 1] - first,
                                    scores.data());
                }
            });
        });
        node->save_for_backward({ qkv, offsets, out, logsum });
        node->saved_data["heads"] = heads;
        node->saved_data["kv_heads"] = kv_heads;
        node->saved_data["dim"] = dim;
        return out;
    }
    static tensor_list backward(AutogradContext *node, tensor_list grads)
    {
        tensor_list saved = node->get_saved_variables();
        const at::Tensor &qkv = saved[0], &out = saved[2], &logsum = saved[3];
        layout at_ = { node->saved_data["heads"].toInt(), node->saved_data["kv_heads"].toInt(),
                       node->saved_data["dim"].toInt() };
        const int64_t *places = saved[1].data_ptr<int64_t>();
        int64_t count = saved[1].size(0) - 1, most = longest(places, count);
        at::Tensor grad = grads[0].contiguous(), grad_qkv = at::zeros_like(qkv);
        with_real(qkv, [&](auto tag) {
            using T = decltype(tag);
            const T *pq = qkv.data_ptr<T>(), *pg = grad.data_ptr<T>();
            T *po = out.data_ptr<T>(), *pl = logsum.data_ptr<T>(), *pd = grad_qkv.data_ptr<T>();
            /* A key-value head belongs to one thread, which adds its group's gradients in order. */
            share(count * at_.kv_heads, 3 * task_cost(at_, most), [&](int64_t begin, int64_t end) {
                std::vector<T> p(static_cast<size_t>(query_block * most)), grad_p(p.size());
                for (int64_t task = begin; task < end; task++) {
                    int64_t s = task / at_.kv_heads, g = task % at_.kv_heads, first = places[s];
                    T *row = pd + first * at_.width();
                    for (int64_t head = g * at_.group(); head < (g + 1) * at_.group(); head++)
                        backward_head<T>(view_head<T>(pq, po, pl, at_, first, head),
                                         pg + (first * at_.heads + head) * at_.dim, row + head * at_.dim,
                                         row + at_.key(g), row + at_.value(g), at_, places[s + 1] - first, p.data(),
                                         grad_p.data());
                }
            });
        });
        at::Tensor none;
        return { grad_qkv, none, none, none, none };
    }
};

/* q [S, heads, L, D], k and v [S, kv_heads, L, D]; padding only at the end of L, which a causal mask hides. */
at::Tensor causal_padded(const at::Tensor &q, at::Tensor k, at::Tensor v, const layout &at_)
{
    k = k.repeat_interleave(at_.group(), 1);
    v = v.repeat_interleave(at_.group(), 1);
#if TORCH_VERSION_MAJOR >= 2
    return at::scaled_dot_product_attention(q, k, v, {}, 0., true);
#else
    int64_t length = q.size(2);
    at::Tensor hidden = at::ones({ length, length }, q.options().dtype(at::kBool)).triu(1);
    at::Tensor s = at::matmul(q, k.transpose(2, 3)) * at_.scale();
    return at::matmul(at::softmax(s.masked_fill(hidden, -std::numeric_limits<double>::infinity()), -1), v);
#endif
}

at::Tensor attention_composed(const at::Tensor &qkv, const layout &at_, const int64_t *offsets, int64_t count)
{
    int64_t most = longest(offsets, count), rows = qkv.size(0);
    auto host = at::TensorOptions().dtype(at::kLong);
    at::Tensor spread = at::full({ count, most }, rows, host), gather = at::empty({ rows }, host);
    for (int64_t s = 0; s < count; s++)
        for (int64_t i = offsets[s]; i < offsets[s + 1]; i++) {
            spread.data_ptr<int64_t>()[s * most + i - offsets[s]] = i;
            gather.data_ptr<int64_t>()[i] = s * most + i - offsets[s];
        }
    at::Tensor with_zero = at::cat({ qkv, at::zeros({ 1, qkv.size(1) }, qkv.options()) }, 0);
    at::Tensor padded = with_zero.index_select(0, spread.view({ -1 }).to(qkv.device()))
                            .view({ count, most, at_.heads + 2 * at_.kv_heads, at_.dim })
                            .transpose(1, 2);
    at::Tensor out = causal_padded(padded.narrow(1, 0, at_.heads), padded.narrow(1, at_.heads, at_.kv_heads),
                                   padded.narrow(1, at_.heads + at_.kv_heads, at_.kv_heads), at_);
    return out.transpose(1, 2).reshape({ count * most, at_.heads * at_.dim }).index_select(0, gather.to(qkv.device()));
}

/* One row of the batch, one key-value head. */
template <typename T>
void step_head(const T *row, const layout &at_, int64_t g, T *keys, T *values, int64_t length, T *scores, T *out)
{
    size_t bytes = static_cast<size_t>(at_.dim) * sizeof(T);
    memcpy(keys + length * at_.dim, row + at_.key(g), bytes);
    memcpy(values + length * at_.dim, row + at_.value(g), bytes);
    for (int64_t head = g * at_.group(); head < (g + 1) * at_.group(); head++)
        loops<T>::attend(row + head * at_.dim, keys, values, length + 1, at_.dim, static_cast<T>(at_.scale()), scores,
                         out + head * at_.dim);
}

at::Tensor step_loops(const at::Tensor &qkv, const layout &at_, at::Tensor &keys, at::Tensor &values,
                      const int32_t *lengths)
{
    int64_t rows = qkv.size(0), capacity = keys.size(2), block = capacity * at_.dim;
    at::Tensor out = at::empty({ rows, at_.heads * at_.dim }, qkv.options());
    with_real(qkv, [&](auto tag) {
        using T = decltype(tag);
        const T *pq = qkv.data_ptr<T>();
        T *pk = keys.data_ptr<T>(), *pv = values.data_ptr<T>(), *po = out.data_ptr<T>();
        double cost = .5 * static_cast<double>(at_.group() * at_.dim * (lengths[0] + 1));
        share(rows * at_.kv_heads, cost, [&](int64_t begin, int64_t end) {
            std::vector<T> scores(static_cast<size_t>(capacity));
            for (int64_t task = begin; task < end; task++) {
                int64_t b = task / at_.kv_heads, g = task % at_.kv_heads;
                step_head<T>(pq + b * at_.width(), at_, g, pk + task * block, pv + task * block, lengths[b],
                             scores.data(), po + b * at_.heads * at_.dim);
            }
        });
    });
    return out;
}

at::Tensor step_composed(const at::Tensor &qkv, const layout &at_, at::Tensor &keys, at::Tensor &values,
                         const int32_t *lengths)
{
    int64_t rows = qkv.size(0);
    at::Tensor length = at::empty({ rows }, at::TensorOptions().dtype(at::kLong));
    int64_t most = 0;
    for (int64_t b = 0; b < rows; b++) {
        length.data_ptr<int64_t>()[b] = lengths[b];
        most = std::max<int64_t>(most, lengths[b]);
    }
    length = length.to(qkv.device());
    at::Tensor all = qkv.view({ rows, at_.heads + 2 * at_.kv_heads, at_.dim });
    at::Tensor row = at::arange(rows, length.options());
    at::Tensor k = keys.narrow(0, 0, rows), v = values.narrow(0, 0, rows);
    k.transpose(1, 2).index_put_({ row, length }, all.narrow(1, at_.heads, at_.kv_heads));
    v.transpose(1, 2).index_put_({ row, length }, all.narrow(1, at_.heads + at_.kv_heads, at_.kv_heads));
    k = k.narrow(2, 0, most + 1).unsqueeze(2); /* [B, kv, 1, L, D] */
    v = v.narrow(2, 0, most + 1).unsqueeze(2);
    at::Tensor q = all.narrow(1, 0, at_.heads).reshape({ rows, at_.kv_heads, at_.group(), 1, at_.dim });
    at::Tensor s = at::matmul(q, k.transpose(3, 4)) * at_.scale();
    at::Tensor hidden = at::arange(most + 1, length.options()).view({ 1, 1, 1, 1, -1 }) > length.view({ -1, 1, 1, 1, 1 });
    at::Tensor p = at::softmax(s.masked_fill(hidden, -std::numeric_limits<double>::infinity()), -1);
    return at::matmul(p, v).reshape({ rows, at_.heads * at_.dim });
}

layout checked(const at::Tensor &qkv, const tensor_heads &heads)
{
    layout at_ = { heads.heads, heads.kv_heads, heads.head_dim };
    if (at_.heads < 1 || at_.kv_heads < 1 || at_.dim < 1 || at_.heads % at_.kv_heads != 0)
        throw std::runtime_error("heads must be a multiple of kv_heads");
    if (qkv.dim() != 2 || qkv.size(1) != at_.width())
        throw std::runtime_error("rows must hold heads + 2 kv_heads heads");
    return at_;
}

void check_offsets(const int64_t *offsets, int64_t count, int64_t rows)
{
    bool good = offsets[0] == 0 && offsets[count] == rows;
    for (int64_t s = 0; s < count; s++)
        good = good && offsets[s] <= offsets[s + 1];
    if (!good)
        throw std::runtime_error("the offsets must rise from 0 to the number of rows");
}

void check_cache(const at::Tensor &keys, const at::Tensor &values, const layout &at_, int64_t rows)
{
    if (keys.dim() != 4 || keys.sizes() != values.sizes() || keys.size(0) < rows || keys.size(1) != at_.kv_heads ||
        keys.size(3) != at_.dim || !keys.is_contiguous() || !values.is_contiguous())
        throw std::runtime_error("the cache must be [rows, kv_heads, capacity, head_dim]");
}

} // namespace

extern "C" {

tensor *tensor_attention(tensor *qkv, tensor_heads heads, const int64_t *offsets, size_t count)
{
    return operation(__func__, { qkv }, [&] {
        layout at_ = checked(qkv->value, heads);
        int64_t sequences = static_cast<int64_t>(count);
        check_offsets(offsets, sequences, qkv->value.size(0));
        if (!has_loops(qkv->value))
            return attention_composed(qkv->value, at_, offsets, sequences);
        at::Tensor places = at::empty({ sequences + 1 }, at::TensorOptions().dtype(at::kLong));
        memcpy(places.data_ptr(), offsets, (count + 1) * sizeof *offsets);
        return attention_node::apply(qkv->value.contiguous(), places, at_.heads, at_.kv_heads, at_.dim);
    });
}

tensor *tensor_attention_step(tensor *qkv, tensor_heads heads, tensor *keys, tensor *values, const int32_t *lengths)
{
    return operation(__func__, { qkv, keys, values }, [&] {
        at::NoGradGuard without;
        layout at_ = checked(qkv->value, heads);
        check_cache(keys->value, values->value, at_, qkv->value.size(0));
        for (int64_t b = 0; b < qkv->value.size(0); b++)
            if (lengths[b] < 0 || lengths[b] >= keys->value.size(2))
                throw std::runtime_error("the cache is full");
        at::Tensor rows = qkv->value.detach().contiguous();
        return has_loops(rows) && keys->value.scalar_type() == rows.scalar_type()
                   ? step_loops(rows, at_, keys->value, values->value, lengths)
                   : step_composed(rows, at_, keys->value, values->value, lengths);
    });
}

void tensor_cache_fill(tensor *qkv, tensor_heads heads, const int64_t *offsets, size_t count, tensor *keys,
                       tensor *values)
{
    tensor_context *c = shim::context_of({ qkv, keys, values });
    if (c == nullptr)
        return;
    shim::attempt(c, __func__, { qkv, keys, values }, [&] {
        at::NoGradGuard without;
        layout at_ = checked(qkv->value, heads);
        check_offsets(offsets, static_cast<int64_t>(count), qkv->value.size(0));
        check_cache(keys->value, values->value, at_, static_cast<int64_t>(count));
        at::Tensor all = qkv->value.view({ -1, at_.heads + 2 * at_.kv_heads, at_.dim });
        for (int64_t s = 0; s < static_cast<int64_t>(count); s++) {
            int64_t length = offsets[s + 1] - offsets[s];
            if (length > keys->value.size(2))
                throw std::runtime_error("the cache is too short");
            at::Tensor rows = all.narrow(0, offsets[s], length).transpose(0, 1);
            keys->value.select(0, s).narrow(1, 0, length).copy_(rows.narrow(0, at_.heads, at_.kv_heads));
            values->value.select(0, s).narrow(1, 0, length).copy_(
                rows.narrow(0, at_.heads + at_.kv_heads, at_.kv_heads));
        }
    });
}

} // extern "C"
