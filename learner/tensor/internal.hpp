/* internal.hpp: what the files of the shim share: the handles, the guard around every entry, access to the CPU's
 * loops. */
#ifndef LATHE_LEARNER_TENSOR_INTERNAL_HPP
#define LATHE_LEARNER_TENSOR_INTERNAL_HPP

#include "learner/tensor/tensor.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include <initializer_list>
#include <new>
#include <string>
#include <vector>

struct tensor {
    at::Tensor value;
    tensor_context *context;
    size_t slot; /* its place in the context's stack of tensors; SIZE_MAX: kept by the caller */
};

/* Cosine and sine by position, grown on demand: every layer of every batch needs the same ones. */
struct rotary_table {
    double theta;
    int64_t half; /* head_dim / 2 */
    at::Tensor cosine, sine; /* [positions, half], double, on the host */
};

struct scope {
    tensor_scope_kind kind;
    bool recorded_before; /* gradient mode outside */
    bool failed;
    lathe_error error;
    size_t first; /* its tensors begin here in the stack */
};

struct tensor_context {
    at::Device device;
    std::string device_name;
    tensor_type type;
    std::vector<scope> scopes; /* the first one is always there, failed: operations outside of a scope find it */
    std::vector<tensor *> stack;
    std::vector<rotary_table> rotary;
    bool stray; /* an operation was called outside of any scope: the next one reports it */
};

namespace shim {

at::ScalarType scalar_type(tensor_type type);
std::string shape_text(const at::Tensor &value);
at::IntArrayRef dims(const tensor_shape &shape);
/* Marks the scope unless it is marked already. */
void mark(tensor_context *c, lathe_status status, const char *operation, const std::string &shapes,
          const char *text) noexcept;
/* Describes the exception in flight; call from a catch block. */
lathe_status describe_exception(std::string *out_text) noexcept;
tensor *wrap(tensor_context *c, at::Tensor value);
inline const at::Tensor &value_of(const tensor *t) { return t->value; }

/* Runs body unless the scope has failed; whatever it throws marks the scope. */
template <typename Body>
bool attempt(tensor_context *c, const char *name, std::initializer_list<const tensor *> inputs, Body body) noexcept
{
    if (c == nullptr)
        return false;
    if (c->scopes.back().failed) {
        c->stray = c->stray || c->scopes.size() == 1;
        return false;
    }
    try {
        for (const tensor *t : inputs) {
            if (t == nullptr || t->context != c) {
                mark(c, LATHE_E_BUG, name, "", t == nullptr ? "an input is missing" : "inputs of two contexts");
                return false;
            }
        }
        body();
        return true;
    } catch (...) {
        std::string text, shapes;
        lathe_status st = describe_exception(&text);
        try {
            for (const tensor *t : inputs)
                shapes += " " + shape_text(t->value);
        } catch (...) {
            shapes.clear();
        }
        mark(c, st, name, shapes, text.c_str());
        return false;
    }
}

inline tensor_context *context_of(std::initializer_list<const tensor *> inputs) noexcept
{
    for (const tensor *t : inputs)
        if (t != nullptr)
            return t->context;
    return nullptr;
}

/* An operation with one result over inputs that must all be there. Without any input there is no scope to mark: the
 * scope that failed to make them reports. */
template <typename Body>
tensor *operation(const char *name, std::initializer_list<const tensor *> inputs, Body body) noexcept
{
    tensor_context *c = context_of(inputs);
    tensor *result = nullptr;
    if (c != nullptr)
        attempt(c, name, inputs, [&] { result = wrap(c, body()); });
    return result;
}

/* The same where the context is given. */
template <typename Body>
tensor *construction(tensor_context *c, const char *name, Body body) noexcept
{
    tensor *result = nullptr;
    attempt(c, name, {}, [&] { result = wrap(c, body()); });
    return result;
}

/* True where the loops of loops.h serve: CPU, float32 or float64. */
inline bool has_loops(const at::Tensor &t)
{
    return t.device().is_cpu() && (t.scalar_type() == at::kFloat || t.scalar_type() == at::kDouble);
}

} // namespace shim

#endif
