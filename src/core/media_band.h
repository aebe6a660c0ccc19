/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far an estimate of media can be off: 80 % bands by what it rests on (gpuplan-model(7), 11.7). */
#pragma once

#include "core/band.h"
#include "core/media.h"

/* The group of runs by whose error the band of an image or clip is taken. */
enum media_group media_group_of(const struct media_run *run);

/* Whether the class of a GPU has few rows in the fit, or none; MEDIA_GROUP_COUNT: enough. */
enum media_group media_evidence_of(const struct gpu *gpu);

/* Low and high factors on seconds. */
struct band_factor media_factor(const struct constants *constants, enum media_group group, const struct gpu *gpu);

/* Seconds with their band. */
struct band media_band(const struct media_run *run, double seconds);
