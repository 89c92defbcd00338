/* optimiser.cpp: AdamW and gradient clipping, with the numbers of torch.optim.AdamW and clip_grad_norm_. */
#include "learner/tensor/optimiser.h"

#include "learner/tensor/kernels.hpp"


#include <cmath>

struct adamw_slot {
    tensor *parameter; /* borrowed */
    tensor first, second;
    double decay;
    int64_t step;
};

struct adamw {
    tensor_context *context;
    adamw_options options;
    std::vector<adamw_slot> slots;
};

namespace {

lathe_status caught(const char *name, lathe_error *err) noexcept
{
    std::string text;
    lathe_status st = shim::describe_exception(&text);
    return lathe_fail(err, st, "%s: %s", name, text.c_str());
}

void update_loops(adamw_slot &s, const at::Tensor &grad, const adamw_options &o, double rate, double scale1,
                  double scale2)
{
    at::Tensor &value = s.parameter->value;
    at::Tensor g = grad.contiguous();
    shim::with_real(value, [&](auto tag) {
        using T = decltype(tag);
        T *p = value.data_ptr<T>(), *m = s.first.value.data_ptr<T>(), *v = s.second.value.data_ptr<T>();
        const T *pg = g.data_ptr<T>();
        shim::share(value.numel(), 1, [&](int64_t begin, int64_t end) {
            shim::loops<T>::adamw(p + begin, pg + begin, m + begin, v + begin, end - begin, rate,
                                  o.weight_decay * s.decay, o.beta1, o.beta2, o.epsilon, scale1, scale2);
        });
    });
}

void update_composed(adamw_slot &s, const at::Tensor &grad, const adamw_options &o, double rate, double scale1,
                     double scale2)
{
    at::Tensor &value = s.parameter->value, &m = s.first.value, &v = s.second.value;
    at::Tensor g = grad.to(m.scalar_type());
    m.mul_(o.beta1).add_(g, 1 - o.beta1);
    v.mul_(o.beta2).addcmul_(g, g, 1 - o.beta2);
    at::Tensor change = m / (v.sqrt().mul_(scale2).add_(o.epsilon));
    value.mul_(1 - rate * o.weight_decay * s.decay).sub_((change * (rate * scale1)).to(value.scalar_type()));
}

} // namespace

extern "C" {

lathe_status adamw_new(tensor_context *c, tensor *const *parameters, const double *decays, size_t count,
                       const adamw_options *options, adamw **out, lathe_error *err)
{
    adamw *a = nullptr;
    try {
        a = new adamw{ c, *options, {} };
        for (size_t i = 0; i < count; i++) {
            const at::Tensor &value = parameters[i]->value;
            auto type = value.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
            auto zeros = [&] { return at::zeros(value.sizes(), value.options().dtype(type).requires_grad(false)); };
            a->slots.push_back({ parameters[i], tensor{ zeros(), c, SIZE_MAX }, tensor{ zeros(), c, SIZE_MAX },
                                 decays != nullptr ? decays[i] : 1, 0 });
        }
        *out = a;
        return LATHE_OK;
    } catch (...) {
        delete a;
        return caught(__func__, err);
    }
}

void adamw_free(adamw *a) { delete a; }

lathe_status adamw_step(adamw *a, double learning_rate, lathe_error *err)
{
    try {
        at::NoGradGuard without;
        for (adamw_slot &s : a->slots) {
            const at::Tensor &grad = s.parameter->value.grad();
            if (!grad.defined())
                continue;
            double t = static_cast<double>(++s.step);
            double scale1 = 1 / (1 - std::pow(a->options.beta1, t));
            double scale2 = 1 / std::sqrt(1 - std::pow(a->options.beta2, t));
            bool loops = shim::has_loops(s.parameter->value) && s.parameter->value.is_contiguous();
            (loops ? update_loops : update_composed)(s, grad, a->options, learning_rate, scale1, scale2);
        }
        return LATHE_OK;
    } catch (...) {
        return caught(__func__, err);
    }
}

void adamw_moments(adamw *a, size_t i, tensor **out_first, tensor **out_second)
{
    *out_first = &a->slots[i].first;
    *out_second = &a->slots[i].second;
}

int64_t adamw_get_step(const adamw *a, size_t i) { return a->slots[i].step; }
void adamw_set_step(adamw *a, size_t i, int64_t step) { a->slots[i].step = step; }

lathe_status gradients_clip(tensor *const *parameters, size_t count, double limit, double *out_norm, lathe_error *err)
{
    try {
        at::NoGradGuard without;
        std::vector<at::Tensor> norms;
        for (size_t i = 0; i < count; i++)
            if (parameters[i]->value.grad().defined())
                norms.push_back(parameters[i]->value.grad().norm().to(at::kDouble));
        double norm = norms.empty() ? 0 : at::stack(norms).norm().item<double>();
        double factor = limit / (norm + 1e-6);
        if (limit > 0 && std::isfinite(norm) && factor < 1)
            for (size_t i = 0; i < count; i++)
                if (parameters[i]->value.grad().defined())
                    parameters[i]->value.mutable_grad().mul_(factor);
        *out_norm = norm;
        return LATHE_OK;
    } catch (...) {
        return caught(__func__, err);
    }
}

void gradients_clear(tensor *const *parameters, size_t count)
{
    for (size_t i = 0; i < count; i++)
        parameters[i]->value.mutable_grad().reset();
}

} // extern "C"
