/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the model of media is worth, in text. */
#pragma once

#include "base/text.h"
#include "fit/media_bands.h"

/* Errors by task, fitted and with a source, a model or a class of GPUs left out, and what the bands hold. */
void report_media(struct text *out, const struct media_predictions *p);
