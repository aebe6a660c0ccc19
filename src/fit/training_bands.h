/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bands of training from predictions of sources, cards and classes that the fit has not seen. */
#pragma once

#include "fit/training_fit.h"

/* Residuals of all rows, by what was left out. */
struct training_predictions {
	const struct training_fit *fit;
	double *fitted, *source, *gpu, *strange; /* strange: the class left out, by the mean of the others */
};

/* Ends with the constants of a fit to all rows. */
void training_predictions_init(struct training_predictions *p, struct training_fit *fit);
void training_predictions_release(struct training_predictions *p);

/* 80 % bands, measured/predicted, by group of runs. */
struct training_bands {
	struct band_factor of[TRAIN_GROUP_COUNT];
	struct band_factor memory;
};

/* From the rows of all sources but `without`; -1: of all. */
void training_bands_build(struct training_bands *bands, const struct training_predictions *p, int without);

/* The band of a row: that of its group, or a wider one where its card has few rows. */
struct band_factor training_band_of(const struct training_bands *bands, const struct training_row *row);
