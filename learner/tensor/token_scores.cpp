/* token_scores.cpp: log-probabilities and entropies of chosen tokens under a linear head, a block of rows at a time.
 *
 * With z = h W^T / T, p = softmax(z): logp = z[target] - logsumexp(z), entropy H = logsumexp(z) - sum p z.
 * Backward z is made again: d logp / dz_j = [j = target] - p_j, d H / dz_j = -p_j (log p_j + H). */
#include "learner/tensor/network.h"

#include "learner/tensor/kernels.hpp"

#include <torch/csrc/autograd/custom_function.h>

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

namespace {

constexpr int64_t block_numbers = 1 << 22; /* of z at a time: 16 MB in float32 */

int64_t block_rows(int64_t vocabulary) { return std::max<int64_t>(16, block_numbers / std::max<int64_t>(1, vocabulary)); }

at::Tensor logits(const at::Tensor &hidden, const at::Tensor &weight, double temperature)
{
    at::Tensor z;
    if (shim::has_loops(hidden)) {
        z = at::empty({ hidden.size(0), weight.size(0) }, hidden.options());
        shim::rows_times_transposed(hidden, weight, at::Tensor(), z);
    } else {
        z = at::linear(hidden, weight).to(at::kFloat);
    }
    return temperature == 1 ? z : z.div_(temperature);
}

struct scores_node : torch::autograd::Function<scores_node> {
    static tensor_list forward(AutogradContext *node, const at::Tensor &hidden, const at::Tensor &weight,
                               const at::Tensor &targets, double temperature)
    {
        int64_t rows = hidden.size(0), step = block_rows(weight.size(0));
        auto type = hidden.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
        at::Tensor logp = at::empty({ rows }, hidden.options().dtype(type)), entropy = at::empty_like(logp);
        for (int64_t first = 0; first < rows; first += step) {
            int64_t count = std::min(step, rows - first);
            at::Tensor l = at::log_softmax(logits(hidden.narrow(0, first, count), weight, temperature), 1);
            logp.narrow(0, first, count).copy_(l.gather(1, targets.narrow(0, first, count).unsqueeze(1)).squeeze(1));
            entropy.narrow(0, first, count).copy_((l.exp() * l).sum({ 1 }).neg());
        }
        node->save_for_backward({ hidden, weight, targets, entropy });
        node->saved_data["temperature"] = temperature;
        return { logp, entropy };
    }
    static tensor_list backward(AutogradContext *node, tensor_list grads)
    {
        tensor_list saved = node->get_saved_variables();
        const at::Tensor &hidden = saved[0], &weight = saved[1], &targets = saved[2], &entropy = saved[3];
        double temperature = node->saved_data["temperature"].toDouble();
        int64_t rows = hidden.size(0), step = block_rows(weight.size(0));
        bool loops = shim::has_loops(hidden);
        at::Tensor grad_hidden = at::empty_like(hidden), grad_weight = at::zeros_like(weight);
        for (int64_t first = 0; first < rows; first += step) {
            int64_t count = std::min(step, rows - first);
            auto part = [&](const at::Tensor &t) { return t.narrow(0, first, count); };
            at::Tensor h = part(hidden), l = at::log_softmax(logits(h, weight, temperature), 1), p = l.exp();
            at::Tensor dz = at::zeros_like(p);
            if (grads[0].defined()) {
                at::Tensor g = part(grads[0]).unsqueeze(1), target = part(targets).unsqueeze(1);
                dz.sub_(p * g);
                if (loops)
                    dz.scatter_add_(1, target, g.contiguous());
                else /* a GPU has no repeatable way to scatter */
                    dz.add_(at::arange(dz.size(1), target.options()).unsqueeze(0).eq(target) * g);
            }
            if (grads[1].defined())
                dz.sub_(l.add_(part(entropy).unsqueeze(1)).mul_(p).mul_(part(grads[1]).unsqueeze(1)));
            dz = dz.div_(temperature).to(hidden.scalar_type());
            at::Tensor rows_grad = part(grad_hidden);
            if (loops) {
                shim::rows_times(dz, weight, rows_grad);
                shim::transposed_times(dz, h, true, grad_weight);
            } else {
                rows_grad.copy_(at::mm(dz, weight));
                grad_weight.addmm_(dz.t(), h);
            }
        }
        return { grad_hidden, grad_weight, at::Tensor(), at::Tensor() };
    }
};

/* Scores of the rows that are asked, spread over all rows. */
tensor_list score(const at::Tensor &hidden, const at::Tensor &weight, const int32_t *targets, double temperature)
{
    int64_t rows = hidden.size(0), asked = 0, vocabulary = weight.size(0);
    at::Tensor places = at::empty({ rows }, at::TensorOptions().dtype(at::kLong)), chosen = at::empty_like(places);
    for (int64_t i = 0; i < rows; i++) {
        if (targets[i] < -1 || targets[i] >= vocabulary)
            throw std::runtime_error("target " + std::to_string(targets[i]) + " is not in the vocabulary");
        if (targets[i] < 0)
            continue;
        places.data_ptr<int64_t>()[asked] = i;
        chosen.data_ptr<int64_t>()[asked++] = targets[i];
    }
    places = places.narrow(0, 0, asked).to(hidden.device());
    chosen = chosen.narrow(0, 0, asked).to(hidden.device());
    at::Tensor used = asked == rows ? hidden : hidden.index_select(0, places);
    tensor_list both = scores_node::apply(used.contiguous(), weight.contiguous(), chosen, temperature);
    if (asked != rows)
        for (at::Tensor &t : both)
            t = at::zeros({ rows }, t.options()).index_copy(0, places, t);
    return both;
}

} // namespace

extern "C" tensor_token_scores tensor_score_tokens(tensor *hidden, tensor *weight, const int32_t *targets,
                                                   double temperature)
{
    tensor_token_scores result = { nullptr, nullptr };
    tensor_context *c = shim::context_of({ hidden, weight });
    if (c == nullptr)
        return result;
    shim::attempt(c, __func__, { hidden, weight }, [&] {
        const at::Tensor &h = hidden->value, &w = weight->value;
        if (h.dim() != 2 || w.dim() != 2 || h.size(1) != w.size(1) || h.scalar_type() != w.scalar_type())
            throw std::runtime_error("hidden must be [N, H] and the weight [V, H] of one type");
        if (!(temperature > 0))
            throw std::runtime_error("the temperature must be positive");
        tensor_list both = score(h, w, targets, temperature);
        result.logp = shim::wrap(c, both[0]);
        result.entropy = shim::wrap(c, both[1]);
    });
    return result;
}
