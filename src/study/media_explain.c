/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What decided a job of a media model, in reasons and in formulas. */
#include "study/media_explain.h"

#include <math.h>

#include "base/i18n.h"
#include "core/media_band.h"
#include "core/media_rate.h"
#include "study/explain_trace.h"
#include "study/media_counts.h"
#include "study/offer_count.h"
#include "study/offer_filter.h"
#include "study/offer_warn.h"
#include "study/result.h"
#include "study/rival.h"
#include "study/serve_offer.h"
#include "study/study.h"
#include "study/study_word.h"

static void add(struct row *a, enum reason_id id, double x, double y, double z)
{
	reason_add(&a->reasons, id, x, y, z, NULL);
}

void media_explain_gap(const struct scenario *s, const struct media_way *way, struct row *a)
{
	const struct gpu *gpu = a->deployment.gpu;
	const struct media_memory *m = &way->memory;

	switch (way->gap) {
	case MEDIA_NO_ROOM:
		add(a, REASON_MEDIA_LACKS, m->peak_bytes - gpu->memory_bytes, m->peak_bytes, gpu->memory_bytes);
		add(a, REASON_MEDIA_PARTS, m->weights_bytes, m->encoder_bytes,
			fmax(m->activation_bytes, m->vae_bytes) + m->decoder_bytes + m->runtime_bytes);
		break;
	case MEDIA_NO_TYPE:
		reason_add(&a->reasons, REASON_MEDIA_NO_TYPE, NAN, NAN, NAN,
			parameter_choices(PARAMETER_MEDIA_PRECISION)[(int)s->number[PARAMETER_MEDIA_PRECISION]]);
		break;
	case MEDIA_NO_DIVISION: add(a, REASON_MEDIA_NO_DIVISION, way->gpus, way->run.model->heads, NAN); break;
	case MEDIA_NO_MEMORY: add(a, REASON_NO_MEMORY, NAN, NAN, NAN); break;
	default: reason_add(&a->reasons, REASON_MEDIA_NO_DATA, NAN, NAN, NAN, gpu->short_name); break;
	}
}

/* By how much it is too slow, or too few. */
static void explain_failure(const struct scenario *s, struct row *a)
{
	const struct media_answer *m = media_of(a);
	const double within = s->number[PARAMETER_WITHIN];

	if (m->wait_s > within)
		add(a, REASON_MEDIA_SLOW, m->wait_s, within, NAN);
	else if (m->wanted_per_day > m->per_day)
		add(a, REASON_MEDIA_FEW, m->per_day, m->wanted_per_day, deployment_gpus(&a->deployment));
	else
		add(a, REASON_MEDIA_UNSURE, a->p_meets, NAN, NAN);
}

static void compare_with_best(const struct row *best, struct row *a)
{
	if (best && a != best && a->verdict == VERDICT_MEETS && a->offer && best->offer)
		rival_explain(a, a->cost_sure, best->cost_sure);
}

/* The price of an API beside that of the GPUs. */
static void explain_api(struct row *a)
{
	const struct media_answer *m = media_of(a);

	if (isnan(m->api_usd) || !a->offer)
		return;
	if (isinf(m->even_per_day))
		add(a, REASON_MEDIA_API, m->api_usd, m->usd.mid, NAN);
	else
		add(a, REASON_MEDIA_EVEN, m->api_usd, m->usd.mid, m->even_per_day);
}

/* What takes most of the time of a picture. */
static void explain_bound(struct row *a)
{
	const struct media_time *t = &media_of(a)->time;

	if (!(t->total_s > 0.0))
		return;
	if (t->attention_s > 0.5 * t->total_s)
		add(a, REASON_MEDIA_ATTENTION, t->attention_s / t->total_s, NAN, NAN);
	else if (t->linear_s > 0.5 * t->total_s)
		add(a, REASON_MEDIA_PRODUCTS, t->linear_s / t->total_s, NAN, NAN);
	if (t->passes_s + t->vae_s > 0.25 * t->total_s)
		add(a, REASON_MEDIA_TRAFFIC, (t->passes_s + t->vae_s) / t->total_s, NAN, NAN);
	if (t->waiting_s + t->launches_s > 0.15 * t->total_s)
		add(a, REASON_MEDIA_HOST, (t->waiting_s + t->launches_s) / t->total_s, NAN, NAN);
}

/* Narrow weights that save memory alone. */
static void explain_precision(struct row *a)
{
	const struct media_answer *m = media_of(a);

	if (m->job.task <= MEDIA_VIDEO && m->job.precision != TENSOR_16BIT && media_products(&m->run) == TENSOR_16BIT)
		add(a, REASON_MEDIA_STORED, NAN, NAN, NAN);
}

/* What the wait for speech is: that for the first sound where something is known of it. */
static void explain_sound(struct row *a)
{
	const struct media_answer *m = media_of(a);
	const enum speech_kind kind = m->job.model->speech.kind;

	if (m->job.task != MEDIA_SPEECH)
		return;
	if (kind == SPEECH_DIFFUSION || kind == SPEECH_SMALL)
		add(a, REASON_MEDIA_AT_ONCE, NAN, NAN, NAN);
	else if (isnan(m->first_s))
		add(a, REASON_MEDIA_FIRST_UNKNOWN, NAN, NAN, NAN);
	else if (kind == SPEECH_MEASURED)
		add(a, REASON_MEDIA_FIRST_PUBLISHED, m->first_s, NAN, NAN);
}

static void explain_price(const struct scenario *s, long today, struct row *a)
{
	const double gpus = deployment_gpus(&a->deployment);

	if (!a->offer) {
		offer_filter_explain(
			s, scenario_purchases(s), a->deployment.gpu, layout_gpus(&a->deployment.layout), &a->reasons);
		return;
	}
	if (a->offer->gpus > gpus)
		add(a, REASON_INSTANCE_SIZE, a->offer->gpus, gpus, NAN);
	offer_count_explain(s, a->offer, scenario_purchases(s), gpus, &a->reasons);
	if (offer_assumes_place(s, a->offer))
		reason_add(&a->reasons, REASON_PLACE_ASSUMED, NAN, NAN, NAN, a->offer->provider->name);
	offer_warn_stale(s->catalog, a->offer->as_of, today, &a->reasons);
}

static void explain_evidence(struct row *a)
{
	const struct gpu *gpu = a->deployment.gpu;

	if (media_of(a)->leaves == MEDIA_LEAVES_ENCODERS)
		add(a, REASON_MEDIA_LEAVES, NAN, NAN, NAN);
	if (replica_of(a)->memory.fit == FIT_TIGHT)
		add(a, REASON_FITS_TIGHTLY, replica_of(a)->memory.slack, NAN, NAN);
	if (a->provenance == PROVENANCE_EXTRAPOLATED)
		add(a, REASON_MEDIA_NO_ROWS, NAN, NAN, NAN);
	else if (gpu->compute && gpu->compute->media_rows >= 1.0)
		add(a, REASON_MEDIA_ROWS, gpu->compute->media_rows, NAN, NAN);
}

static void explain_row(const struct scenario *s, long today, const struct row *best, struct row *a)
{
	if (a->verdict != VERDICT_MEETS)
		explain_failure(s, a);
	compare_with_best(best, a);
	explain_api(a);
	explain_bound(a);
	explain_precision(a);
	explain_sound(a);
	explain_price(s, today, a);
	explain_evidence(a);
}

/* What was given in vain. */
static void warn_of_idle(const struct scenario *s, struct result *r)
{
	enum parameter parameter;

	for (int i = 0; (i = media_next_idle(s, i, &parameter)) >= 0; i++)
		reason_add(&r->warnings, REASON_MEDIA_IDLE, NAN, NAN, NAN, study_parameter_name(r->study, parameter));
}

void media_explain(const struct scenario *s, long today, struct result *r)
{
	const struct row *best = result_best(r);

	for (int i = 0; i < r->count; i++)
		if (r->rows[i].verdict <= VERDICT_MISSES)
			explain_row(s, today, best, &r->rows[i]);
	warn_of_idle(s, r);
	offer_warn(s, scenario_purchases(s), today, r, result_offer);
}

void media_explain_precision(struct row *a, const struct media_way *way)
{
	add(a, REASON_MEDIA_FITS_NARROW, way->memory.peak_bytes, NAN, NAN);
}

void media_explain_offload(struct row *a, const struct media_way *way)
{
	add(a, REASON_MEDIA_FITS_OFFLOADED, way->memory.peak_bytes, way->seconds.mid, NAN);
}

void media_explain_steps(struct row *a, double steps)
{
	if (steps >= 1.0)
		add(a, REASON_MEDIA_STEPS, steps, media_of(a)->job.steps, NAN);
	else
		add(a, REASON_MEDIA_NO_STEPS, media_of(a)->job.steps, NAN, NAN);
}

static void explain_media(struct explaining *x, const void *context)
{
	const struct row *a = context;
	const struct media_answer *m = media_of(a);

	x->a = a;
	if (m->job.task <= MEDIA_VIDEO && m->memory.peak_bytes > 0.0) {
		x->section = N_("Memory of a GPU");
		media_memory_of(&x->trace, &m->run);
		explain_trace(x);
	}
	if (a->verdict > VERDICT_MISSES)
		return;
	x->section = N_("Seconds of one output");
	if (m->job.task <= MEDIA_VIDEO)
		media_time_of(&x->trace, &m->run);
	else
		media_judge_trace(&x->trace, x->s, &m->job, a->deployment.gpu);
	explain_trace(x);
}

void media_explain_figures(const struct scenario *s, const struct row *row, struct explanation *e)
{
	explain_alone(s, row, e, explain_media, row);
}
