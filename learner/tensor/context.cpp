/* context.cpp: contexts, scopes and errors of the shim. */
#include "learner/tensor/internal.hpp"

#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <dlfcn.h>
#include <torch/csrc/api/include/torch/version.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>

namespace shim {

at::ScalarType scalar_type(tensor_type type)
{
    switch (type) {
    case TENSOR_FLOAT32: return at::kFloat;
    case TENSOR_FLOAT64: return at::kDouble;
    case TENSOR_BFLOAT16: return at::kBFloat16;
    case TENSOR_INT64: return at::kLong;
    case TENSOR_BOOL: return at::kBool;
    }
    throw std::runtime_error("unknown element type");
}

at::IntArrayRef dims(const tensor_shape &shape)
{
    if (shape.rank < 0 || shape.rank > TENSOR_MAX_RANK)
        throw std::runtime_error("more than 6 dimensions");
    return at::IntArrayRef(shape.dims, static_cast<size_t>(shape.rank));
}

std::string shape_text(const at::Tensor &value)
{
    std::string text = "[";
    for (int64_t size : value.sizes())
        text += (text.size() > 1 ? "," : "") + std::to_string(size);
    return text + "]";
}

void mark(tensor_context *c, lathe_status status, const char *operation, const std::string &shapes,
          const char *text) noexcept
{
    scope &s = c->scopes.back();
    if (s.failed)
        return;
    s.failed = true;
    lathe_fail(&s.error, status, "%s%s: %s", operation, shapes.c_str(), text);
}

lathe_status describe_exception(std::string *out_text) noexcept
{
    try {
        throw;
    } catch (const std::bad_alloc &) {
        return LATHE_E_NOMEM; /* an empty text needs no memory */
    } catch (const c10::Error &e) {
        try {
            *out_text = e.what_without_backtrace();
            out_text->resize(std::min(out_text->find('\n'), out_text->size()));
        } catch (...) {
            return LATHE_E_NOMEM;
        }
        bool memory = out_text->find("alloc") != std::string::npos && out_text->find("memory") != std::string::npos;
        return memory ? LATHE_E_NOMEM : LATHE_E_BUG;
    } catch (const std::exception &e) {
        try {
            *out_text = e.what();
            out_text->resize(std::min(out_text->find('\n'), out_text->size()));
        } catch (...) {
            return LATHE_E_NOMEM;
        }
        return LATHE_E_BUG;
    } catch (...) {
        return LATHE_E_BUG;
    }
}

tensor *wrap(tensor_context *c, at::Tensor value)
{
    c->stack.push_back(nullptr); /* first, so that a failure to grow loses no tensor */
    tensor *t = new tensor{ std::move(value), c, c->stack.size() - 1 };
    c->stack.back() = t;
    return t;
}

/* OpenBLAS keeps threads of its own, which fight libtorch's for the cores; the loops of the shim split the work
 * themselves. */
static void quieten_blas()
{
    using setter = void (*)(int);
    if (void *symbol = dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))
        reinterpret_cast<setter>(symbol)(1);
}

static void configure_library(int threads)
{
    if (threads > 0)
        at::set_num_threads(threads);
    quieten_blas();
    at::globalContext().setDeterministicAlgorithms(true, false);
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 2)
    at::globalContext().setDeterministicFillUninitializedMemory(false);
#endif
    at::globalContext().setBenchmarkCuDNN(false);
}

static void free_from(tensor_context *c, size_t first) noexcept
{
    for (size_t i = c->stack.size(); i > first; i--)
        delete c->stack[i - 1];
    c->stack.resize(first);
}

} // namespace shim

extern "C" {

static lathe_status check_device(const char *name, const at::Device &device, lathe_error *err)
{
    if (device.is_cpu())
        return LATHE_OK;
    if (!device.is_cuda())
        return lathe_fail(err, LATHE_E_INPUT, "device '%s' is not supported: use cpu or cuda:N", name);
    if (!at::hasCUDA())
        return lathe_fail(err, LATHE_E_INPUT, "device '%s' cannot be used: no CUDA device, or a libtorch without CUDA",
                          name);
    int count = static_cast<int>(at::detail::getCUDAHooks().getNumGPUs());
    if (device.index() >= count)
        return lathe_fail(err, LATHE_E_INPUT, "device '%s' does not exist: there are %d", name, count);
    return LATHE_OK;
}

lathe_status tensor_context_new(const tensor_options *options, tensor_context **out, lathe_error *err)
{
    const char *name = options->device != nullptr ? options->device : "cpu";
    if (options->type != TENSOR_FLOAT32 && options->type != TENSOR_FLOAT64 && options->type != TENSOR_BFLOAT16)
        return lathe_fail(err, LATHE_E_INPUT, "parameters must be of a float type");
    try {
        at::Device device(at::kCPU);
        try {
            device = at::Device(std::string(name));
        } catch (const c10::Error &) {
            return lathe_fail(err, LATHE_E_INPUT, "device '%s' is not known: use cpu or cuda:N", name);
        }
        if (device.is_cuda() && !device.has_index())
            device = at::Device(at::kCUDA, 0);
        lathe_status st = check_device(name, device, err);
        if (st != LATHE_OK)
            return st;
        if (device.is_cuda()) /* cuBLAS repeats its results only with a workspace of fixed size, and asks for this */
            setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0);
        shim::configure_library(options->threads);
        scope outside = { TENSOR_SCOPE_PLAIN, true, true, {}, 0 };
        lathe_fail(&outside.error, LATHE_E_BUG, "a tensor operation outside of any scope");
        *out = new tensor_context{ device, device.str(), options->type, { outside }, {}, {}, false };
        return LATHE_OK;
    } catch (...) {
        std::string text;
        lathe_status st = shim::describe_exception(&text);
        return lathe_fail(err, st, "device '%s' cannot be used: %s", name, text.c_str());
    }
}

void tensor_context_free(tensor_context *c)
{
    if (c == nullptr)
        return;
    shim::free_from(c, 0);
    delete c;
}

tensor_type tensor_context_type(const tensor_context *c) { return c->type; }
const char *tensor_context_device(const tensor_context *c) { return c->device_name.c_str(); }
const char *tensor_library_version(void) { return TORCH_VERSION; }

lathe_status tensor_context_synchronise(tensor_context *c, lathe_error *err)
{
    if (c->device.is_cpu())
        return LATHE_OK;
    try {
        at::ones({}, at::TensorOptions().device(c->device)).item<float>(); /* in order behind everything before */
        return LATHE_OK;
    } catch (...) {
        std::string text;
        lathe_status st = shim::describe_exception(&text);
        return lathe_fail(err, st, "device '%s': %s", c->device_name.c_str(), text.c_str());
    }
}

void tensor_scope_open(tensor_context *c, tensor_scope_kind kind)
{
    scope s = { kind, at::GradMode::is_enabled(), false, {}, c->stack.size() };
    if (c->scopes.back().failed && (c->scopes.size() > 1 || c->stray)) {
        s.failed = true;
        s.error = c->scopes.back().error;
        c->stray = false;
    }
    if (kind == TENSOR_SCOPE_NO_GRADIENT)
        at::GradMode::set_enabled(false);
    try {
        c->scopes.push_back(s);
    } catch (...) {
        std::abort(); /* a few bytes a nesting level; without the scope its end would close another */
    }
}

static scope scope_end(tensor_context *c)
{
    scope s = c->scopes.back();
    shim::free_from(c, s.first);
    at::GradMode::set_enabled(s.recorded_before);
    c->scopes.pop_back();
    return s;
}

lathe_status tensor_scope_close(tensor_context *c, lathe_error *err)
{
    if (c->scopes.size() < 2)
        return lathe_fail(err, LATHE_E_BUG, "a tensor scope is closed that was not opened");
    scope s = scope_end(c);
    if (!s.failed)
        return LATHE_OK;
    if (err != nullptr)
        *err = s.error;
    return s.error.status;
}

tensor *tensor_scope_yield(tensor_context *c, tensor *result)
{
    if (c->scopes.size() < 2)
        return nullptr;
    bool keep = result != nullptr && result->slot != SIZE_MAX && result->slot >= c->scopes.back().first &&
                !c->scopes.back().failed;
    if (keep)
        c->stack[result->slot] = nullptr;
    scope s = scope_end(c);
    if (s.failed) {
        if (!c->scopes.back().failed) {
            c->scopes.back().failed = true;
            c->scopes.back().error = s.error;
        }
        return nullptr;
    }
    if (keep) {
        try {
            c->stack.push_back(result);
            result->slot = c->stack.size() - 1;
        } catch (...) {
            delete result;
            shim::mark(c, LATHE_E_NOMEM, "tensor_scope_yield", "", "out of memory");
            return nullptr;
        }
    }
    return result;
}

bool tensor_scope_has_failed(const tensor_context *c) { return c->scopes.back().failed; }

tensor *tensor_scope_fail(tensor_context *c, lathe_status status, const char *format, ...)
{
    scope &s = c->scopes.back();
    if (s.failed)
        return nullptr;
    char text[sizeof s.error.message];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    s.failed = true;
    lathe_fail(&s.error, status, "%s", text);
    return nullptr;
}

tensor *tensor_keep(tensor *t)
{
    if (t != nullptr && t->slot != SIZE_MAX) {
        t->context->stack[t->slot] = nullptr;
        t->slot = SIZE_MAX;
    }
    return t;
}

void tensor_free(tensor *t) { delete t; }

} // extern "C"
