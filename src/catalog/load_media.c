/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models for images, video, speech, transcription and embeddings. */
#include <string.h>

#include "base/i18n.h"
#include "catalog/load.h"
#include "core/media.h"

static const double GIGA = 1e9, TERA = 1e12, MEGA = 1e6;
static const double COUNT_MAX = 1e15;

static const char *const MEDIA_KEYS[] = { "id", "name", "task", "params", "params_active", "width", "heads", "layers",
	"image_weights", "text_weights", "attention", "patch", "work", "text_tokens", "unfused", "unet", "vae",
	"text_encoders", "steps", "evals", "size", "frames", "fps", "max_pixels", "max_frames", "speech",
	"transcription", "matrix_params", "max_tokens", "aliases", "source", "as_of", "notes", NULL };
static const char *const ATTENTION_KEYS[] = { "joint", "self", "cross", NULL };
static const char *const UNET_KEYS[] = { "side", "side_large", "linear_tflop", "attention_tflop",
	"attention_large_tflop", "elements_g", NULL };
static const char *const VAE_KEYS[] = { "spatial", "temporal", "params", "mb_per_pixel", "encodes", NULL };
static const char *const ENCODER_KEYS[] = { "id", "params", NULL };
static const char *const SPEECH_KEYS[] = { "kind", "frame_rate", "reference_s", "gb_per_s", "fixed_s", "tokens_per_s",
	"flow_tflop_per_s", "first_tokens", "measured", NULL };
static const char *const MEASURED_KEYS[] = { "gpu", "streams", "rtf", "first_s", NULL };
static const char *const TRANSCRIPTION_KEYS[] = { "encoder_layers", "decoder_layers", "window_s", "positions",
	"tokens_per_s", NULL };
static const char *const SPEECH_WORDS[] = { "diffusion", "small", "autoregressive", "measured", NULL };

/* [frames, height, width] of one token in latents. */
static void load_patch(struct load *load, const cJSON *item, struct media_model *m)
{
	const cJSON *patch = json_need_array(item, "patch", &load->reader);
	double *const sides[] = { &m->patch_frames, &m->patch_height, &m->patch_width };

	if (!patch)
		return;
	for (int i = 0; i < 3; i++) {
		const cJSON *side = cJSON_GetArrayItem(patch, i);

		*sides[i] = cJSON_IsNumber(side) ? side->valuedouble : NAN;
	}
	if (cJSON_GetArraySize(patch) != 3 || !(m->patch_frames >= 1.0) || !(m->patch_height >= 1.0) ||
		!(m->patch_width >= 1.0))
		item_error(load, "patch", _("must be three numbers from 1: frames, height, width"));
}

static void load_attention(struct load *load, const cJSON *item, struct media_model *m)
{
	const cJSON *attention = enter_object(load, item, "attention", true, ATTENTION_KEYS);

	if (!attention)
		return;
	m->joint_layers = get_whole_or(load, attention, "joint", 0, 1000, 0.0);
	m->self_layers = get_whole_or(load, attention, "self", 0, 1000, 0.0);
	m->cross_layers = get_whole_or(load, attention, "cross", 0, 1000, 0.0);
	if (!(m->joint_layers + m->self_layers > 0.0))
		item_error(load, NULL, _("must have layers of joint or self attention"));
	json_reader_pop(&load->reader);
}

/* A UNet; false where the model has none. */
static bool load_unet(struct load *load, const cJSON *item, struct media_model *m)
{
	const cJSON *unet = enter_object(load, item, "unet", false, UNET_KEYS);
	double side, large;

	if (!unet)
		return false;
	side = need_whole(load, unet, "side", 64, 1e5);
	large = need_whole(load, unet, "side_large", 65, 1e5);
	m->backbone = MEDIA_UNET;
	m->unet.pixels = side * side;
	m->unet.pixels_large = large * large;
	m->unet.linear_flop = need_real(load, unet, "linear_tflop", 1e-6, 1e9) * TERA;
	m->unet.attention_flop = need_real(load, unet, "attention_tflop", 0, 1e9) * TERA;
	m->unet.attention_flop_large = need_real(load, unet, "attention_large_tflop", 0, 1e9) * TERA;
	m->unet.elements = need_real(load, unet, "elements_g", 1e-6, 1e6) * GIGA;
	if (large <= side)
		item_error(load, "side_large", _("%g must be more than side"), large);
	json_reader_pop(&load->reader);
	return true;
}

static void load_vae(struct load *load, const cJSON *item, struct media_model *m)
{
	const cJSON *vae = enter_object(load, item, "vae", true, VAE_KEYS);

	if (!vae)
		return;
	m->vae.spatial = need_whole(load, vae, "spatial", 1, 1024);
	m->vae.temporal = need_whole(load, vae, "temporal", 1, 1024);
	m->vae.params = need_real(load, vae, "params", 0, COUNT_MAX);
	m->vae.bytes_per_pixel = need_real(load, vae, "mb_per_pixel", 0, 1e3) * MEGA;
	m->vae.encodes = get_flag(load, vae, "encodes", false);
	json_reader_pop(&load->reader);
}

static void load_encoder(struct load *load, const cJSON *item, void *context)
{
	struct media_model *m = context;

	if (!has_room(load, m->encoder_count, MEDIA_ENCODERS_MAX, _("there can be at most %d text encoders")))
		return;
	check_keys(load, item, ENCODER_KEYS);
	m->encoders[m->encoder_count] = need_text(load, item, "id");
	m->encoder_params[m->encoder_count++] = need_real(load, item, "params", 0, COUNT_MAX);
}

/* [width, height] in pixels. */
static void load_size(struct load *load, const cJSON *item, struct media_model *m)
{
	const cJSON *size = json_need_array(item, "size", &load->reader);
	const cJSON *width = cJSON_GetArrayItem(size, 0), *height = cJSON_GetArrayItem(size, 1);

	if (!size)
		return;
	m->out_width = cJSON_IsNumber(width) ? width->valuedouble : NAN;
	m->out_height = cJSON_IsNumber(height) ? height->valuedouble : NAN;
	if (cJSON_GetArraySize(size) != 2 || !(m->out_width >= 16.0 && m->out_width <= 1e5) ||
		!(m->out_height >= 16.0 && m->out_height <= 1e5))
		item_error(load, "size", _("must be two numbers, 16 to 1e5: width, height"));
}

/* What makes images and clips. */
static void load_diffusion(struct load *load, const cJSON *item, struct media_model *m)
{
	const bool clip = m->task == MEDIA_VIDEO;

	m->params_active = get_real_or(load, item, "params_active", 1, COUNT_MAX, m->params);
	m->width = need_whole(load, item, "width", 1, 1e6);
	m->heads = need_whole(load, item, "heads", 1, 1e4);
	m->layers = need_whole(load, item, "layers", 1, 1e4);
	m->text_tokens = need_whole(load, item, "text_tokens", 0, 1e6);
	m->work = get_real_or(load, item, "work", 0.1, 10, 1.0);
	m->unfused = get_flag(load, item, "unfused", false);
	if (!load_unet(load, item, m)) {
		m->image_weights = need_real(load, item, "image_weights", 1, COUNT_MAX);
		m->text_weights = need_real(load, item, "text_weights", 0, COUNT_MAX);
		load_attention(load, item, m);
		load_patch(load, item, m);
	}
	load_vae(load, item, m);
	for_items(load, json_get_array(item, "text_encoders", &load->reader), "text_encoders", load_encoder, m);
	m->steps = need_whole(load, item, "steps", 1, 1000);
	m->evals = need_whole(load, item, "evals", 1, 8);
	load_size(load, item, m);
	m->frames = clip ? need_whole(load, item, "frames", 1, 1e5) : 1.0;
	m->fps = clip ? need_real(load, item, "fps", 0.1, 1000) : NAN;
	m->max_pixels = get_whole(load, item, "max_pixels", 1, 1e9);
	m->max_frames = get_whole(load, item, "max_frames", 1, 1e6);
}

static void load_measured(struct load *load, const cJSON *item, void *context)
{
	struct speech_model *m = context;
	struct speech_measured *run = &m->measured[m->measured_count];

	if (!has_room(load, m->measured_count, SPEECH_MEASURED_MAX, _("there can be at most %d runs")))
		return;
	check_keys(load, item, MEASURED_KEYS);
	run->gpu = need_reference(load, item, "gpu", CATALOG_GPUS);
	run->streams = get_whole_or(load, item, "streams", 1, 1e5, 1.0);
	run->rtf = need_real(load, item, "rtf", 1e-6, 1e3);
	run->first_s = get_real(load, item, "first_s", 1e-6, 1e3);
	m->measured_count++;
}

static void load_speech(struct load *load, const cJSON *item, struct media_model *m)
{
	const cJSON *speech = enter_object(load, item, "speech", true, SPEECH_KEYS);
	struct speech_model *s = &m->speech;

	if (!speech)
		return;
	s->kind = (enum speech_kind)get_word(load, speech, "kind", SPEECH_WORDS, -1);
	s->first_tokens = get_real(load, speech, "first_tokens", 1, 1e4);
	if (s->kind == SPEECH_DIFFUSION) {
		s->frame_rate = need_real(load, speech, "frame_rate", 1, 1e5);
		s->reference_s = need_real(load, speech, "reference_s", 0, 600);
	} else if (s->kind == SPEECH_SMALL) {
		s->bytes_per_s = need_real(load, speech, "gb_per_s", 1e-6, 1e6) * GIGA;
		s->fixed_s = need_real(load, speech, "fixed_s", 0, 60);
	} else if (s->kind == SPEECH_AUTOREGRESSIVE) {
		s->tokens_per_s = need_real(load, speech, "tokens_per_s", 0.1, 1e4);
		s->flow_flop = need_real(load, speech, "flow_tflop_per_s", 0, 1e6) * TERA;
	} else if (!for_items(load, json_need_array(speech, "measured", &load->reader), "measured", load_measured, s)) {
		item_error(load, "measured", _("must not be empty"));
	}
	json_reader_pop(&load->reader);
	if (s->kind != SPEECH_DIFFUSION)
		return;
	m->width = need_whole(load, item, "width", 1, 1e6);
	m->layers = need_whole(load, item, "layers", 1, 1e4);
	m->image_weights = need_real(load, item, "image_weights", 1, COUNT_MAX);
	m->steps = need_whole(load, item, "steps", 1, 1000);
	m->evals = need_whole(load, item, "evals", 1, 8);
}

static void load_transcription(struct load *load, const cJSON *item, struct media_model *m)
{
	const cJSON *part;

	m->width = need_whole(load, item, "width", 1, 1e6);
	part = enter_object(load, item, "transcription", true, TRANSCRIPTION_KEYS);
	if (!part)
		return;
	m->transcription.encoder_layers = need_whole(load, part, "encoder_layers", 1, 1000);
	m->transcription.decoder_layers = need_whole(load, part, "decoder_layers", 1, 1000);
	m->transcription.window_s = need_real(load, part, "window_s", 1, 3600);
	m->transcription.frames = need_whole(load, part, "positions", 1, 1e6);
	m->transcription.tokens_per_s = need_real(load, part, "tokens_per_s", 0.1, 100);
	json_reader_pop(&load->reader);
}

static void load_embedding(struct load *load, const cJSON *item, struct media_model *m)
{
	m->width = need_whole(load, item, "width", 1, 1e6);
	m->layers = need_whole(load, item, "layers", 1, 1e4);
	m->matrix_params = need_real(load, item, "matrix_params", 1, COUNT_MAX);
	m->max_tokens = get_whole(load, item, "max_tokens", 1, 1e9);
}

static bool has_task(const cJSON *item)
{
	const cJSON *task = json_member(item, "task");

	return cJSON_IsString(task) && word_index(MEDIA_TASK_WORDS, task->valuestring) >= 0;
}

static void load_media(struct load *load, const cJSON *item, void *thing)
{
	struct media_model *m = thing;

	m->name = need_text(load, item, "name");
	m->source = need_text(load, item, "source");
	m->as_of = get_date(load, item, "as_of");
	m->notes = get_text(load, item, "notes");
	m->task = (enum media_task)get_word(load, item, "task", MEDIA_TASK_WORDS, -1);
	m->params = need_real(load, item, "params", 1, COUNT_MAX);
	/* What else is needed depends on the task. */
	if (!has_task(item))
		return;
	m->max_pixels = m->max_frames = m->max_tokens = m->fps = NAN;
	switch (m->task) {
	case MEDIA_SPEECH: load_speech(load, item, m); break;
	case MEDIA_TRANSCRIPTION: load_transcription(load, item, m); break;
	case MEDIA_EMBEDDING:
	case MEDIA_RERANKING: load_embedding(load, item, m); break;
	default: load_diffusion(load, item, m); break;
	}
	add_names(load, item, CATALOG_MEDIA, m);
	add_name(load, CATALOG_MEDIA, m->name, m);
}

const struct kind_row MEDIA_KIND = { KIND_ARRAY(media_model, media, media_count), .item = load_media,
	.keys = MEDIA_KEYS };
