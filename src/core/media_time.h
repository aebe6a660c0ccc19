/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seconds of an image or clip (gpuplan-model(7), 11.2 Seconds). */
#pragma once

#include "core/media.h"

/* What is missing to estimate a run; MEDIA_READY when nothing is. */
enum media_gap {
	MEDIA_READY,
	MEDIA_NO_CLASS,     /* no constants for this kind of accelerator */
	MEDIA_NO_BANDWIDTH, /* memory bandwidth not published */
	MEDIA_NO_RATE,      /* matrix rate not published */
	MEDIA_NO_FORMAT,    /* the GPU cannot multiply in that number type */
	MEDIA_NO_LINK       /* no link known between so many of them */
};

enum media_gap media_check(const struct media_run *run);

/* Seconds of the scope of the run, for one output, by what they are spent on.  Products, attention, passes and launches
 * are what the GPU does by itself; where host or fetching take longer, `waiting_s` is what they add.  The parts add up
 * to total_s. */
struct media_time {
	double linear_s, attention_s, passes_s, launches_s;
	double waiting_s; /* for the host, or for weights that come from it */
	double links_s;
	double vae_s;
	double fixed_s; /* text encoders, scheduler, host */
	double total_s;
};

/* media_check() must have returned MEDIA_READY.  With a batch it is the batch's time, divided by its size. */
struct media_time media_time_of(struct trace *t, const struct media_run *run);
