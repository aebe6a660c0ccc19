/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bands of media models from predictions of sources and classes that the fit has not seen. */
#pragma once

#include "fit/media_fit.h"

/* Residuals of all rows, by what was left out. */
struct media_predictions {
	const struct media_fit *fit;
	double *fitted, *source, *model, *strange; /* strange: the GPU's class left out */
};

/* Ends with the constants of a fit to all rows. */
void media_predictions_init(struct media_predictions *p, struct media_fit *fit);
void media_predictions_release(struct media_predictions *p);

/* 80 % bands, measured/predicted, by group of runs, with the rows behind each; NaN: no rows, the catalog's stays. */
struct media_bands {
	struct band_factor of[MEDIA_GROUP_COUNT];
	int rows[MEDIA_GROUP_COUNT];
};

/* From the rows of all sources but `without`; -1: of all. */
void media_bands_build(struct media_bands *bands, const struct media_predictions *p, int without);

/* Fits to all rows and writes the constants and the bands into a file of parameters. */
enum status media_bands_write(
	const struct media_bands *bands, struct media_fit *fit, const char *path, struct error *error);

/* The band of a row: that of its group, or a wider one where its class has few rows. */
struct band_factor media_band_of(const struct media_bands *bands, const struct media_row *row);
