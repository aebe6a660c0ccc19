/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search of the serving study: formats, counts and layouts of a GPU, and which of them is the best. */
#include "study/serve_judge.h"
#include "study/serve_replicas.h"
#include "study/serve.h"

#include <math.h>
#include <string.h>

#include "study/replica.h"

/* The formats to try on a GPU, the preferred one first. */
struct format_choice {
	const struct weight_format *formats[SERVE_FORMATS_MAX];
	int count;
};

static void choose(struct format_choice *choice, const struct weight_format *format)
{
	if (choice->count < SERVE_FORMATS_MAX)
		choice->formats[choice->count++] = format;
}

/* gpuplan-catalog(5), engines.json, auto_formats: 8 bits where native, else 16.  A quantised checkpoint
 * is taken as it is. */
static void choose_automatic(
	const struct scenario *s, const struct model *model, const struct gpu *gpu, struct format_choice *choice)
{
	const struct weight_format *own =
		s->checkpoint && s->checkpoint->weights ? s->checkpoint->weights : model->native_weights;
	const struct weight_format *const *list = s->engine->auto_formats;
	int four_bit = (int)s->number[PARAMETER_FOUR_BIT];

	/* So is a GGUF file in 16 bits: in another format it would be another file. */
	if (own && (own->bytes_per_weight < 2.0 || own->whole_file) && (own->engines & s->engine->bit)) {
		choose(choice, own);
		return;
	}
	while (list[1] && format_support(list[0], gpu, s->engine->bit) != FORMAT_NATIVE &&
		!(list[0]->whole_file && format_support(list[0], gpu, s->engine->bit) == FORMAT_WEIGHT_ONLY))
		list++;
	if (list[0])
		choose(choice, list[0]);
	for (int i = 0; four_bit != FOUR_BIT_NEVER && s->engine->four_bit_formats[i]; i++) {
		const struct weight_format *f = s->engine->four_bit_formats[i];

		if (i > 0 && four_bit == FOUR_BIT_INT4)
			break;
		if (f->weight_only || format_support(f, gpu, s->engine->bit) == FORMAT_NATIVE)
			choose(choice, f);
	}
}

static struct format_choice formats_for(const struct scenario *s, const struct model *model, const struct gpu *gpu)
{
	struct format_choice choice = { .count = 0 };

	if (s->weights)
		choose(&choice, s->weights);
	else
		choose_automatic(s, model, gpu, &choice);
	return choice;
}

static const struct kv_format *kv_for(const struct scenario *s, const struct model *model)
{
	if (s->kv)
		return s->kv;
	if (s->checkpoint && s->checkpoint->kv)
		return s->checkpoint->kv;
	/* The catalog lists the 16-bit format first. */
	return model->native_kv ? model->native_kv : &s->catalog->kv_formats[0];
}

/* The layout of `gpus` of them: what the scenario fixes, the rest by tensor (or by layers). */
static struct layout layout_for(const struct scenario *s, double gpus)
{
	double dp = given_or(s->number[PARAMETER_DP], 1.0);
	double pp = given_or(s->number[PARAMETER_PP], 1.0);
	double tp = given_or(s->number[PARAMETER_TP], NAN);

	if (s->engine->splits_layers && isnan(s->number[PARAMETER_PP])) {
		tp = given_or(tp, 1.0);
		pp = gpus / (tp * dp);
	}
	return (struct layout){ given_or(tp, gpus / (pp * dp)), pp, given_or(s->number[PARAMETER_EP], 1.0), dp };
}

static bool layout_whole(const struct layout *l, double gpus)
{
	return l->tensor >= 1.0 && l->pipeline >= 1.0 && l->tensor == floor(l->tensor) &&
		l->pipeline == floor(l->pipeline) && layout_gpus(l) == gpus && fmod(layout_group(l), l->expert) == 0.0;
}

static const struct engine_profile *profile_for(const struct scenario *s)
{
	const char *version = s->release ? s->release->version : s->engine_version;

	return engine_profile_for(s->engine, s->number[PARAMETER_TUNING] == TUNING_TUNED, version);
}

static const struct engine_release *release_of(const struct scenario *s)
{
	return s->release ? s->release : s->engine->newest;
}

/* Of a release that takes another share of the card than today's. */
static double memory_share_of(const struct scenario *s)
{
	return s->release && s->release->memory_share > 0.0 ? s->release->memory_share : 0.0;
}

/* Most GPUs of a replica: it stays inside one node. */
static double most_gpus(const struct scenario *s, const struct gpu *gpu)
{
	double replicas = fmax(1.0, serve_replicas_given(s));

	return fmin(floor(scenario_max_gpus(s) / replicas), gpu_machine_gpus(gpu));
}

int serve_compare(const struct row *a, const struct row *b)
{
	double x = a->excess, y = b->excess;

	if (a->verdict != b->verdict)
		return a->verdict < b->verdict ? -1 : 1;
	if (a->verdict == VERDICT_MEETS) {
		x = a->cost_sure;
		y = b->cost_sure;
		/* Without a price fewer GPUs are better; they stand after the priced ones. */
		if (isnan(x) || isnan(y)) {
			if (isnan(x) != isnan(y))
				return isnan(x) ? 1 : -1;
			x = deployment_gpus(&a->deployment);
			y = deployment_gpus(&b->deployment);
		}
	} else if (a->verdict == VERDICT_UNCERTAIN) {
		/* The surer one first. */
		x = b->p_meets;
		y = a->p_meets;
	}
	if (x != y && !isnan(x) && !isnan(y))
		return x < y ? -1 : 1;
	return strcmp(a->deployment.gpu->id, b->deployment.gpu->id);
}

int serve_prefer(const struct row *a, const struct row *b)
{
	if (a->verdict == VERDICT_MEETS && b->verdict == VERDICT_MEETS &&
		replica_stands_behind(a) != replica_stands_behind(b))
		return replica_stands_behind(a) ? 1 : -1;
	return serve_compare(a, b);
}

double serve_cost_to_beat(const struct row *best)
{
	return replica_stands_behind(best) ? INFINITY : given_or(best->cost_sure, INFINITY);
}

bool serve_each(const struct scenario *s, const struct model *model, const struct gpu *gpu, double gpus,
	serve_visit *visit, void *data)
{
	struct format_choice choice = formats_for(s, model, gpu);
	struct deployment d = { .constants = &s->catalog->constants,
		.model = model,
		.gpu = gpu,
		.engine = s->engine,
		.release = release_of(s),
		.profile = profile_for(s),
		.memory_share = memory_share_of(s),
		.kv = kv_for(s, model) };
	double first = given_or(gpus, 1.0), most = given_or(gpus, most_gpus(s, gpu));
	bool any = false;

	for (int i = 0; i < choice.count; i++) {
		d.format = choice.formats[i];
		for (double n = first; n <= most; n *= 2.0) {
			d.layout = layout_for(s, n);
			if (!layout_whole(&d.layout, n))
				continue;
			visit(s, &d, data);
			any = true;
		}
	}
	return any;
}

/* One replica of each configuration, and as many as are allowed. */
enum { TRIED_MAX = 2 * SERVE_CONFIGURATIONS_MAX };

/* A configuration and what its place among those that miss depends on. */
struct tried {
	struct deployment deployment;
	enum verdict verdict;
	double excess;
};

struct search {
	struct row *best; /* with a part of its own */
	struct tried all[TRIED_MAX];
	int count;
};

/* False where it is clear early that the candidate is not better than the best one. */
static bool judge_candidate(
	const struct scenario *s, const struct deployment *d, const struct search *search, struct row *candidate)
{
	if (search->count > 0 && search->best->verdict == VERDICT_MEETS)
		return serve_meets(s, d, serve_cost_to_beat(search->best), candidate);
	serve_judge_load(s, d, candidate);
	return true;
}

/* Of equals the smaller count and the earlier format stay: they were tried first. */
static void keep(struct search *search, const struct row *candidate)
{
	if (search->count == 0 || serve_prefer(candidate, search->best) < 0)
		row_copy(search->best, candidate);
	if (search->count < TRIED_MAX)
		search->all[search->count++] =
			(struct tried){ candidate->deployment, candidate->verdict, candidate->excess };
}

/* Whether it keeps the goals. */
static bool try_one(const struct scenario *s, const struct deployment *d, struct search *search)
{
	struct replica_row storage;
	struct row *candidate = replica_row_init(&storage);

	/* What misses is of interest only as long as nothing meets the goals. */
	if (judge_candidate(s, d, search, candidate))
		keep(search, candidate);
	return candidate->verdict == VERDICT_MEETS;
}

/* One replica, or as few as keep the goals, or as many as are allowed where no number does. */
static void keep_better(const struct scenario *s, const struct deployment *d, void *data)
{
	struct search *search = data;
	struct deployment several = *d;
	struct replica_row judged;

	several.replicas = fmax(1.0, serve_replicas_given(s));
	if (try_one(s, &several, search) || serve_replicas_given(s) > 0.0)
		return;
	several.replicas = serve_most_replicas(s, d);
	if (!(several.replicas > 1.0) || !try_one(s, &several, search))
		return;
	replica_row_init(&judged);
	if (serve_fewer_replicas(s, d, several.replicas, &judged) > 0.0)
		keep(search, &judged.row);
}

/* Whether a configuration is clearly further from the arrival rate than the best one: to find its rate limit takes
 * several times as long as to ask whether it is that high.  The margin is for the estimates, which are repeated until
 * they change by a thousandth. */
static bool clearly_worse(const struct scenario *s, const struct deployment *d, const struct row *best)
{
	const double margin = 0.99;
	struct scenario slower = *s;
	struct replica_row a;

	slower.number[PARAMETER_RATE] *= margin / best->excess;
	if (!(slower.number[PARAMETER_RATE] > 0.0))
		return false;
	serve_judge_load(&slower, d, replica_row_init(&a));
	return a.row.verdict != VERDICT_MEETS;
}

/* Whether one that misses is certainly not better than the best one, from what is known of it. */
static bool stands_behind(const struct scenario *s, const struct tried *t, const struct row *best)
{
	struct row a;

	if (t->verdict == VERDICT_MISSES && isinf(t->excess))
		return best->verdict == VERDICT_MISSES && clearly_worse(s, &t->deployment, best);
	a.deployment = t->deployment;
	a.p_meets = a.cost_sure = NAN;
	a.verdict = t->verdict;
	a.excess = t->excess;
	return serve_compare(&a, best) > 0;
}

/* The best where nothing keeps the goals: what cannot keep up is ranked by its rate limit, which most GPUs raise. */
static void find_nearest(const struct scenario *s, struct search *search)
{
	struct replica_row storage;
	struct row *candidate = replica_row_init(&storage);

	for (int i = search->count - 1; i >= 0; i--) {
		const struct tried *t = &search->all[i];
		bool first = i == search->count - 1;

		if (!first && stands_behind(s, t, search->best))
			continue;
		if (t->verdict == VERDICT_MISSES && isinf(t->excess))
			serve_judge(s, &t->deployment, candidate);
		else
			serve_judge_load(s, &t->deployment, candidate);
		if (first || serve_compare(candidate, search->best) <= 0)
			row_copy(search->best, candidate);
	}
}

/* The best configuration, without the rate limit where it keeps up; false when no allowed count
 * makes the given layout. */
static bool find_best(
	const struct scenario *s, const struct model *model, const struct gpu *gpu, double gpus, struct row *answer)
{
	struct search search;

	/* The rest is filled as far as it counts. */
	search.best = answer;
	search.count = 0;
	if (!serve_each(s, model, gpu, gpus, keep_better, &search))
		return false;
	if (replica_of(answer)->open_loop && answer->verdict == VERDICT_MISSES)
		find_nearest(s, &search);
	return true;
}

/* No allowed count makes the given layout: the layout itself is judged. */
static void judge_given(const struct scenario *s, const struct model *model, const struct gpu *gpu, struct row *answer)
{
	struct deployment d = { .constants = &s->catalog->constants,
		.model = model,
		.gpu = gpu,
		.engine = s->engine,
		.release = release_of(s),
		.profile = profile_for(s),
		.memory_share = memory_share_of(s),
		.kv = kv_for(s, model) };

	d.format = formats_for(s, model, gpu).formats[0];
	d.replicas = fmax(1.0, serve_replicas_given(s));
	d.layout = (struct layout){ given_or(s->number[PARAMETER_TP], 1.0), given_or(s->number[PARAMETER_PP], 1.0),
		given_or(s->number[PARAMETER_EP], 1.0), given_or(s->number[PARAMETER_DP], 1.0) };
	serve_judge(s, &d, answer);
	if (layout_gpus(&d.layout) > most_gpus(s, gpu)) {
		answer->verdict = VERDICT_NOT_SUPPORTED;
		/* As all that are not supported: else their order would depend on the sorting. */
		answer->excess = NAN;
	}
}

void serve_one(
	const struct scenario *s, const struct model *model, const struct gpu *gpu, double gpus, struct row *answer)
{
	if (!find_best(s, model, gpu, gpus, answer))
		judge_given(s, model, gpu, answer);
}

void serve_run(
	const struct scenario *s, const struct model *model, const struct gpu *gpu, double gpus, struct row *answer)
{
	struct deployment d;
	struct demand demand;

	if (!find_best(s, model, gpu, gpus, answer))
		judge_given(s, model, gpu, answer);
	if (answer->verdict != VERDICT_DOES_NOT_FIT)
		return;
	d = answer->deployment;
	/* Of an arrival rate it is not known how many run at once. */
	demand = scenario_demand(s, s->number[PARAMETER_CONCURRENCY]);
	if (memory_raise_share(&d, &demand))
		serve_judge_load(s, &d, answer);
}

const struct model *serve_model(const struct scenario *s, struct result *r)
{
	if (s->model)
		return s->model;
	model_generic(&r->generic_model, &r->generic_group, s->number[PARAMETER_PARAMS],
		given_or(s->number[PARAMETER_ACTIVE], 0.0), s->catalog->formats);
	r->generic_model.id = r->generic_model.name = r->generic_model.short_name = "generic";
	return &r->generic_model;
}
