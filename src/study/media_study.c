/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of images, video, speech, transcription and embeddings. */
#include <math.h>

#include "base/i18n.h"
#include "study/media.h"
#include "study/media_counts.h"
#include "study/media_explain.h"
#include "study/study.h"

static const enum parameter media_panel[] = { PARAMETER_TASK, PARAMETER_MEDIA_MODEL, PARAMETER_SIZE,
	PARAMETER_CLIP_SECONDS, PARAMETER_STEPS, PARAMETER_GUIDANCE, PARAMETER_MEDIA_PRECISION,
	PARAMETER_MEDIA_SOFTWARE, PARAMETER_VOLUME, PARAMETER_API_PRICE, PARAMETER_CERTAINTY, PARAMETER_SPOT,
	PARAMETER_REGION, PARAMETER_WITHIN, PARAMETER_BATCH_SIZE, PARAMETER_TEXT_TOKENS, PARAMETER_ATTENTION,
	PARAMETER_OFFLOAD, PARAMETER_REUSE, PARAMETER_SPLIT, PARAMETER_MAX_GPUS, PARAMETER_PURCHASE, PARAMETER_GPU,
	PARAMETER_PROVIDER, PARAMETER_PROVIDER_KIND, PARAMETER_COUNTRY, PARAMETER_RESIDENCY, PARAMETER_SLA,
	PARAMETER_COMPLIANCE, PARAMETER_INTERCONNECT, PARAMETER_BILLING, PARAMETER_COUNT };

static const enum parameter media_scope[] = { PARAMETER_TASK, PARAMETER_MEDIA_MODEL, PARAMETER_SIZE, PARAMETER_VOLUME,
	PARAMETER_COUNT };

static const enum metric media_columns[] = { METRIC_GPU, METRIC_GPUS, METRIC_REPLICAS, METRIC_MEDIA_MEMORY,
	METRIC_MEDIA_SECONDS, METRIC_MEDIA_DAY, METRIC_P_MEETS, METRIC_MEDIA_USD, METRIC_MEDIA_USD_SURE, METRIC_VERDICT,
	METRIC_COUNT };

static const struct study_column media_table[] = {
	{ SHOWS_MARK, 1, 0, COLUMN_LEFT, 0, "", FIGURE_USUAL },
	{ METRIC_GPU, 11, 13, COLUMN_LEFT, 0, NULL, FIGURE_USUAL },
	{ SHOWS_SIZE, 4, 5, COLUMN_RIGHT, 1, N_("n"), FIGURE_USUAL },
	{ METRIC_MEDIA_SECONDS, 6, 7, COLUMN_RIGHT, 0, NULL, FIGURE_USUAL },
	{ METRIC_MEDIA_DAY, 6, 8, COLUMN_RIGHT, 2, NULL, FIGURE_WHOLE },
	{ METRIC_P_MEETS, 4, 0, COLUMN_RIGHT, 4, NULL, FIGURE_SURE },
	{ METRIC_MEDIA_USD, 7, 8, COLUMN_RIGHT, 3, N_("$"), FIGURE_SMALL },
	{ METRIC_MEDIA_USD_SURE, 7, 8, COLUMN_RIGHT, 0, N_("$≤"), FIGURE_SMALL_RANKED },
	{ METRIC_MEDIA_MEMORY, 3, 4, COLUMN_RIGHT, 5, NULL, FIGURE_WHOLE_GIB },
	{ SHOWS_MEMORY, 5, 0, COLUMN_LEFT, 6, N_("VRAM"), FIGURE_USUAL },
	{ SHOWS_PLOT, 10, 16, COLUMN_LEFT, 7, "", FIGURE_USUAL },
	{ METRIC_MONTH, 8, 10, COLUMN_RIGHT, 8, NULL, FIGURE_DOLLARS },
	{ METRIC_PROVIDER, 12, 20, COLUMN_LEFT, 9, NULL, FIGURE_USUAL },
	{ SHOWS_PAY, 4, 0, COLUMN_LEFT, 10, N_("pay"), FIGURE_USUAL },
	{ SHOWS_AGE, 5, 0, COLUMN_RIGHT, 11, N_("age"), FIGURE_USUAL },
	{ .width = 0 },
};

static const enum metric media_brief[] = { METRIC_MEDIA_USD, METRIC_MEDIA_USD_SURE, METRIC_MEDIA_SECONDS,
	METRIC_MEDIA_DAY, METRIC_COUNT };

static const enum metric media_figures[] = { METRIC_MEDIA_USD, METRIC_MEDIA_USD_SURE, METRIC_MEDIA_OUTPUT_USD,
	METRIC_MEDIA_SECONDS, METRIC_MEDIA_WAIT, METRIC_MEDIA_DAY, METRIC_MEDIA_MEMORY, METRIC_MEDIA_API,
	METRIC_MEDIA_EVEN, METRIC_MONTH, METRIC_COUNT };

static const enum parameter media_parameters[] = { PARAMETER_TASK, PARAMETER_MEDIA_MODEL, PARAMETER_SIZE,
	PARAMETER_FRAMES, PARAMETER_CLIP_SECONDS, PARAMETER_STEPS, PARAMETER_GUIDANCE, PARAMETER_MEDIA_PRECISION,
	PARAMETER_MEDIA_SOFTWARE, PARAMETER_ATTENTION, PARAMETER_OFFLOAD, PARAMETER_BATCH_SIZE, PARAMETER_REUSE,
	PARAMETER_SPLIT, PARAMETER_SCOPE, PARAMETER_TEXT_TOKENS, PARAMETER_WITHIN, PARAMETER_VOLUME,
	PARAMETER_API_PRICE, PARAMETER_CERTAINTY, PARAMETER_SPOT, PARAMETER_GPU, PARAMETER_GPUS, PARAMETER_MAX_GPUS,
	PARAMETER_PURCHASE, PARAMETER_PROVIDER, PARAMETER_PROVIDER_KIND, PARAMETER_REGION, PARAMETER_COUNTRY,
	PARAMETER_RESIDENCY, PARAMETER_SLA, PARAMETER_COMPLIANCE, PARAMETER_INTERCONNECT, PARAMETER_BILLING,
	PARAMETER_HOURS_PER_MONTH, PARAMETER_SORT, PARAMETER_TOP, PARAMETER_COUNT };

static const enum metric media_metrics[] = { METRIC_GPU, METRIC_GPUS, METRIC_REPLICAS, METRIC_VERDICT, METRIC_P_MEETS,
	METRIC_FITS, METRIC_RANK, METRIC_EQUAL, METRIC_CAPACITY, METRIC_WEIGHT_BYTES, METRIC_ACTIVATIONS,
	METRIC_RUNTIME, METRIC_PROVIDER, METRIC_PURCHASE, METRIC_GPU_HOUR, METRIC_HOUR, METRIC_AS_OF, METRIC_SOURCE,
	METRIC_MONTH, METRIC_MEDIA_TASK, METRIC_MEDIA_MODEL, METRIC_MEDIA_SOFTWARE, METRIC_MEDIA_LEAVES,
	METRIC_MEDIA_SECONDS, METRIC_MEDIA_WAIT, METRIC_MEDIA_RTF, METRIC_MEDIA_DENOISE, METRIC_MEDIA_VAE,
	METRIC_MEDIA_MEMORY, METRIC_MEDIA_DAY, METRIC_MEDIA_OUTPUT_USD, METRIC_MEDIA_OUTPUT_SURE, METRIC_MEDIA_UNIT,
	METRIC_MEDIA_USD, METRIC_MEDIA_USD_SURE, METRIC_MEDIA_API, METRIC_MEDIA_API_MONTH, METRIC_MEDIA_EVEN,
	METRIC_PROVENANCE, METRIC_COUNT };

static const enum parameter *const media_reads[] = { media_parameters, NULL };
static const enum metric *const media_gives[] = { media_metrics, NULL };

static const struct study_word media_words[] = {
	{ "model", PARAMETER_MEDIA_MODEL },
	{ "seconds", PARAMETER_CLIP_SECONDS },
	{ "precision", PARAMETER_MEDIA_PRECISION },
	{ "software", PARAMETER_MEDIA_SOFTWARE },
	{ "volume", PARAMETER_VOLUME },
	{ "rate", PARAMETER_VOLUME },
	{ NULL, PARAMETER_COUNT },
};

static const enum question media_questions[] = { QUESTION_WORKLOAD, QUESTION_MEDIA_MODEL, QUESTION_SIZE, QUESTION_CLIP,
	QUESTION_VOLUME, QUESTION_WITHIN, QUESTION_CERTAINTY, QUESTION_SPOT, QUESTION_PURCHASE, QUESTION_COUNT };

static double media_stands_for(const struct scenario *s, enum parameter parameter, const struct gpu *gpu)
{
	struct media_job job;

	(void)gpu;
	media_job_read(&job, s);
	if (!job.model || !media_counts(s, parameter))
		return NAN;
	switch ((int)parameter) {
	case PARAMETER_STEPS: return job.steps;
	case PARAMETER_FRAMES: return job.frames;
	case PARAMETER_CLIP_SECONDS: return job.seconds;
	default: return NAN;
	}
}

static void media_stands_named(const struct scenario *s, enum parameter parameter, struct text *out)
{
	struct media_job job;

	media_job_read(&job, s);
	if (!job.model || !media_counts(s, parameter))
		return;
	switch ((int)parameter) {
	case PARAMETER_TASK: text_add(out, media_task_id(job.task)); break;
	case PARAMETER_MEDIA_MODEL: text_add(out, job.model->id); break;
	case PARAMETER_SIZE: text_addf(out, "%.0fx%.0f", job.width, job.height); break;
	case PARAMETER_MEDIA_SOFTWARE:
		text_add(out, parameter_choices(PARAMETER_MEDIA_SOFTWARE)[1 + job.software]);
		break;
	default: break;
	}
}

static double media_objective(const struct row *row)
{
	return row->cost_sure;
}

static const struct study_plot media_plots[] = {
	{ "usd_steps", N_("$ by steps"), PARAMETER_STEPS, METRIC_MEDIA_USD },
	{ "seconds_steps", N_("seconds by steps"), PARAMETER_STEPS, METRIC_MEDIA_SECONDS },
	{ "usd_volume", N_("$ by volume"), PARAMETER_VOLUME, METRIC_MEDIA_USD },
	{ "memory_seconds", N_("GiB by seconds"), PARAMETER_CLIP_SECONDS, METRIC_MEDIA_MEMORY },
	{ .id = NULL },
};

/* Where the memory of a GPU goes. */
static void media_shares(const struct row *row, struct shares *out)
{
	const struct media_memory *m = &media_of(row)->memory;
	const double work = fmax(m->activation_bytes, m->vae_bytes) + m->runtime_bytes;
	const double capacity = row->deployment.gpu->memory_bytes;

	*out = (struct shares){
		.title = N_("Memory"),
		.unknown = N_("the memory of this GPU: n/a"),
		.whole = fmax(capacity, m->peak_bytes),
		.unit = UNIT_GIB,
		.count = 4,
		.items = {
			{ N_("weights"), m->weights_bytes + m->decoder_bytes },
			/* What has left, or was never there, has no share. */
			{ N_("encoders"), m->encoder_bytes > 0.0 ? m->encoder_bytes : (double)NAN },
			{ N_("activations"), work },
			{ N_("free"), fmax(0.0, capacity - m->peak_bytes) },
		},
	};
}

const struct study media_study = {
	.id = "media",
	.title = N_("Media"),
	.help = N_(
		"images, video, speech, text from sound, embeddings: what one costs on every GPU, and GPUs for a volume"),
	.rows = N_("GPUs by $ for one"),
	.panel_title = N_("Work"),
	.max_gpus = 64,
	.panel = media_panel,
	.scope = media_scope,
	.reads = media_reads,
	.gives = media_gives,
	.columns = media_columns,
	.table = media_table,
	.command = "media",
	.per = N_("for one {unit}"),
	.brief = media_brief,
	.figures = media_figures,
	.report_title = N_("Making it with %s"),
	.offers_title = N_("The GPUs"),
	.caption = N_("One row a GPU at its cheapest price: n GPUs (3x2: three pairs that make one output together), "
		      "seconds of one output, outputs a day, how sure it is that they are enough and in time, dollars "
		      "for one image, second of video, minute of speech, hour of sound or million texts, and what "
		      "they are at most, as surely as wanted."),
	.part = PART_MEDIA,
	.part_size = sizeof(struct media_part),
	.words = media_words,
	.questions = media_questions,
	.solve = media_solve,
	.detail = media_detail,
	.explain = media_explain_figures,
	.shares = media_shares,
	.objective = media_objective,
	.plots = media_plots,
	.counts = media_counts,
	.stands_for = media_stands_for,
	.stands_named = media_stands_named,
};
