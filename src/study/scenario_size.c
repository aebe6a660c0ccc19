/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels of an image or a clip: "1024x1024", "720p". */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "study/scenario_kind.h"

enum { LEAST = 16, MOST = 16384 };

/* Names of sizes.  480p is what models of clips are trained for; 1080p is rounded to whole blocks of 16 pixels. */
static const struct {
	const char *name;
	double width, height;
} named[] = {
	{ "480p", 832, 480 },
	{ "540p", 960, 544 },
	{ "720p", 1280, 720 },
	{ "1080p", 1920, 1088 },
	{ "1440p", 2560, 1440 },
	{ "4k", 3840, 2160 },
};

/* "1024x768", or "1024" for a square; false: it is neither. */
static bool read_pixels(const char *text, double *width, double *height)
{
	char *end;

	*width = *height = strtod(text, &end);
	if (end == text)
		return false;
	if (*end == 'x' || *end == 'X' || *end == '*') {
		const char *second = end + 1;

		*height = strtod(second, &end);
		if (end == second)
			return false;
	}
	return *end == '\0' && *width == floor(*width) && *height == floor(*height);
}

static enum status set_size(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	const char *name = parameter_row(place->parameter)->name;
	double width, height;

	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		if (text_compare_nocase(text, named[i].name) != 0)
			continue;
		s->media_width = named[i].width;
		s->media_height = named[i].height;
		return STATUS_OK;
	}
	if (text_compare_nocase(text, "auto") == 0) {
		s->media_width = s->media_height = 0.0;
		return STATUS_OK;
	}
	if (!read_pixels(text, &width, &height))
		return error_set(error, STATUS_USAGE,
			_("--%s: '%.40s' is no size; write WIDTHxHEIGHT in pixels, or 480p, 540p, 720p, 1080p, 1440p, 4k"),
			name, text);
	if (!(width >= LEAST && width <= MOST && height >= LEAST && height <= MOST))
		return error_set(error, STATUS_USAGE, _("--%s: out of range, allowed is %d to %d pixels a side"), name,
			(int)LEAST, (int)MOST);
	s->media_width = width;
	s->media_height = height;
	return STATUS_OK;
}

static void write_size(const struct scenario *s, const struct place *place, struct text *out)
{
	(void)place;
	if (s->media_width > 0.0)
		text_addf(out, "%.0fx%.0f", s->media_width, s->media_height);
	else
		text_add(out, "auto");
}

static void clear_size(struct scenario *s, const struct place *place)
{
	(void)place;
	s->media_width = s->media_height = 0.0;
}

static bool same_size(const struct scenario *a, const struct scenario *b, const struct place *place)
{
	(void)place;
	return a->media_width == b->media_width && a->media_height == b->media_height;
}

const struct place_kind size_kind = { .json = JSON_FORM_STRING,
	.set = set_size,
	.write = write_size,
	.clear = clear_size,
	.withdraw = clear_size,
	.same = same_size };
