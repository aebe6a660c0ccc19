/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GGUF files. */
#pragma once

#include "catalog/import/tensors.h"

/* The header of a GGUF file, as a config.json and sums over its tensors. */
struct gguf {
	struct text config;
	double bytes;           /* of all tensors; NaN: not known, or the model is split over files */
	double uses[USE_COUNT]; /* of `bytes` */
	double weights;         /* elements of all tensors; NaN as above */
	const char *format;     /* id of the weight format */
	const char *counted_as; /* name of the file type where `format` only resembles it */
};
enum status gguf_read(const char *path, struct gguf *out, struct error *error);
