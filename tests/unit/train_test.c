/* Schedules, orders, batches, advantages: small cases worked out by hand, and gradients of the losses by finite differences. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "learner/train/advantage.h"
#include "learner/train/losses.h"
#include "learner/train/order.h"
#include "learner/train/schedule.h"
#include "learner/train/token_batch.h"

static void near(double got, double wanted, double tolerance)
{
    if (!(fabs(got - wanted) <= tolerance))
        fail_msg("%.12g is not %.12g", got, wanted);
}

static void rates_warm_up_and_fall(void **state)
{
    (void)state;
    const optimiser_options o = {.learning_rate = 1, .final_ratio = .1, .warmup_steps = 4};
    near(schedule_learning_rate(&o, 1, 25), .2, 1e-12);
    near(schedule_learning_rate(&o, 4, 25), .8, 1e-12);
    near(schedule_learning_rate(&o, 5, 25), 1, 1e-12);
    near(schedule_learning_rate(&o, 15, 25), .55, 1e-12);
    near(schedule_learning_rate(&o, 25, 25), .1, 1e-12);
    near(schedule_learning_rate(&o, 99, 25), .1, 1e-12);
    const optimiser_options constant = {.learning_rate = 3, .final_ratio = 1};
    near(schedule_learning_rate(&constant, 1, 1), 3, 1e-12);
    near(schedule_learning_rate(&constant, 7, 9), 3, 1e-12);
    near(schedule_anneal(2, 1, 10), 2, 1e-12);
    near(schedule_anneal(2, 6, 10), 1, 1e-12);
    near(schedule_anneal(2, 11, 10), 0, 1e-12);
}

static void an_epoch_has_every_example_once(void **state)
{
    (void)state;
    enum { COUNT = 37 };
    epoch_order o;
    bool differs = false;
    uint32_t first[COUNT];
    assert_int_equal(order_init(&o, 3, 1, COUNT, NULL), LATHE_OK);
    for (uint32_t epoch = 0; epoch < 3; epoch++) {
        int seen[COUNT] = {0};
        for (uint32_t i = 0; i < COUNT; i++) {
            uint32_t value = order_at(&o, (uint64_t)epoch * COUNT + i);
            seen[value]++;
            if (epoch == 0)
                first[i] = value;
            differs = differs || (epoch == 1 && first[i] != value);
        }
        for (int i = 0; i < COUNT; i++)
            assert_int_equal(seen[i], 1);
    }
    assert_true(differs);
    for (uint32_t i = 0; i < COUNT; i++) /* going back repeats it */
        assert_int_equal(order_at(&o, i), first[i]);
    order_clear(&o);
}

static void batches_shift_targets_by_one(void **state)
{
    (void)state;
    static const float points[2][2][3] = {{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}};
    static const int32_t a[3] = {5, 6, 7}, b[1] = {8};
    const token_sequence rows[2] = {{&points[0][0][0], a, 3}, {&points[1][0][0], b, 1}};
    static const int32_t inputs[6] = {1, 5, 6, 1, 0, 0}, targets[6] = {5, 6, 7, 8, -1, -1};
    static const float mask[6] = {1, 1, 1, 1, 0, 0};
    token_batch made;
    assert_int_equal(token_batch_make(rows, 2, 2, 1, &made, NULL), LATHE_OK);
    assert_int_equal(made.input.length, 3);
    assert_memory_equal(made.input.ids, inputs, sizeof inputs);
    assert_memory_equal(made.targets, targets, sizeof targets);
    assert_memory_equal(made.mask, mask, sizeof mask);
    assert_memory_equal(made.input.point_values, points, sizeof points);
    assert_int_equal(made.input.lengths[1], 1);
    assert_int_equal(made.tokens, 4);
    token_batch_clear(&made);
}

static void advantages_pass_over_masked_tokens(void **state)
{
    (void)state;
    const double rewards[4] = {0, 9, 0, 1}, values[4] = {.5, 9, .25, .75};
    const uint8_t mask[4] = {1, 0, 1, 1};
    double advantages[4], returns[4];
    advantage_gae(rewards, values, mask, 1, 4, 1, 1, advantages, returns);
    near(advantages[3], .25, 1e-12);
    near(advantages[2], .75, 1e-12);
    near(advantages[1], 0, 1e-12);
    near(advantages[0], .5, 1e-12);
    near(returns[0], 1, 1e-12);
    advantage_whiten(advantages, mask, 4);
    near(advantages[0] + advantages[2] + advantages[3], 0, 1e-9);
    near(advantages[1], 0, 0);
    double one[2] = {3, 5};
    advantage_whiten(one, (const uint8_t[2]){0, 1}, 2);
    near(one[1], 0, 1e-12);
    near(advantage_explained_variance(returns, returns, mask, 4), 0, 1e-12); /* all returns are 1 */
    const double spread[4] = {0, 0, 2, 4};
    near(advantage_explained_variance(spread, spread, mask, 4), 1, 1e-12);
}

/* ---- gradients ---- */

enum { ROWS = 2, LENGTH = 3, CELLS = ROWS * LENGTH };

typedef struct case_inputs {
    double x[CELLS], old[CELLS], other[CELLS], mask[CELLS];
} case_inputs;

typedef tensor *(*loss_of)(tensor_context *c, tensor *x, const case_inputs *in, int variant);

static tensor *matrix(tensor_context *c, const double *values)
{
    return tensor_from_float64(c, TENSOR_SHAPE(ROWS, LENGTH), values);
}

static tensor *policy_of(tensor_context *c, tensor *x, const case_inputs *in, int variant)
{
    const loss_clip clip = {.2, .2, variant == 1 ? 3 : 0, variant == 2 ? 1.1 : 0, 20};
    const loss_scale scale = {(loss_aggregation)(variant % 4), 5, ROWS, 4};
    return loss_aggregate(loss_policy(x, matrix(c, in->old), matrix(c, in->other), clip).loss, matrix(c, in->mask), scale);
}

static tensor *value_of(tensor_context *c, tensor *x, const case_inputs *in, int variant)
{
    const loss_scale scale = {LOSS_TOKEN_MEAN, 5, ROWS, 4};
    tensor *terms = loss_value(x, matrix(c, in->old), matrix(c, in->other), variant ? .2 : 0);
    return loss_aggregate(terms, matrix(c, in->mask), scale);
}

static tensor *kl_of(tensor_context *c, tensor *x, const case_inputs *in, int variant)
{
    const loss_scale scale = {LOSS_TOKEN_MEAN, 5, ROWS, 4};
    return loss_aggregate(loss_kl(x, matrix(c, in->old), (kl_estimator)(variant % 3)), matrix(c, in->mask), scale);
}

static double evaluate(tensor_context *c, loss_of loss, const case_inputs *in, int variant, double *out_gradient)
{
    double value = NAN;
    lathe_error err = {0};
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    tensor *x = tensor_require_gradient(matrix(c, in->x), true);
    tensor *result = loss(c, x, in, variant);
    assert_int_equal(tensor_item(result, &value, &err), LATHE_OK);
    if (out_gradient) {
        tensor_backward(result);
        assert_int_equal(tensor_to_float64(tensor_gradient(x), out_gradient, CELLS, &err), LATHE_OK);
    }
    assert_int_equal(tensor_scope_close(c, &err), LATHE_OK);
    return value;
}

static void gradients_equal_finite_differences(void **state)
{
    (void)state;
    static const loss_of losses[] = {policy_of, value_of, kl_of};
    const tensor_options options = {.device = "cpu", .type = TENSOR_FLOAT64, .threads = 1};
    tensor_context *c = NULL;
    assert_int_equal(tensor_context_new(&options, &c, NULL), LATHE_OK);
    case_inputs in = {{-.9, -1.2, -.3, -2, -.5, -.7},
                      {-1, -1.5, -.33, -1.9, -.9, -.7},
                      {1, -.5, .7, -1.2, -.3, .4},
                      {1, 1, 1, 1, 1, 0}};
    for (int l = 0; l < 3; l++)
        for (int variant = 0; variant < 4; variant++) {
            double gradient[CELLS], step = 1e-6;
            evaluate(c, losses[l], &in, variant, gradient);
            for (int i = 0; i < CELLS; i++) {
                double x = in.x[i];
                in.x[i] = x + step;
                double up = evaluate(c, losses[l], &in, variant, NULL);
                in.x[i] = x - step;
                double down = evaluate(c, losses[l], &in, variant, NULL);
                in.x[i] = x;
                near(gradient[i], (up - down) / (2 * step), 1e-7);
            }
            near(gradient[CELLS - 1], 0, 0); /* masked */
        }
    tensor_context_free(c);
}

static void value_loss_is_the_greater_of_clipped_and_not(void **state)
{
    (void)state;
    const tensor_options options = {.device = "cpu", .type = TENSOR_FLOAT64, .threads = 1};
    /* value, old value, return: unclipped error the greater; clipped the greater; inside the clip */
    const double value[3] = {2, .9, .1}, old[3] = {0, 0, 0}, returns[3] = {0, 1, 1}, wanted[3] = {2, .32, .405};
    double got[3];
    tensor_context *c = NULL;
    assert_int_equal(tensor_context_new(&options, &c, NULL), LATHE_OK);
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    tensor *v = tensor_from_float64(c, TENSOR_SHAPE(3), value), *o = tensor_from_float64(c, TENSOR_SHAPE(3), old);
    tensor *loss = loss_value(v, o, tensor_from_float64(c, TENSOR_SHAPE(3), returns), .2);
    assert_int_equal(tensor_to_float64(loss, got, 3, NULL), LATHE_OK);
    assert_int_equal(tensor_scope_close(c, NULL), LATHE_OK);
    for (int i = 0; i < 3; i++)
        near(got[i], wanted[i], 1e-12);
    tensor_context_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_warm_up_and_fall),
        cmocka_unit_test(an_epoch_has_every_example_once),
        cmocka_unit_test(batches_shift_targets_by_one),
        cmocka_unit_test(advantages_pass_over_masked_tokens),
        cmocka_unit_test(gradients_equal_finite_differences),
        cmocka_unit_test(value_loss_is_the_greater_of_clipped_and_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
