/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters by what is known of providers: SLA, certificates, network, billing. */
#pragma once

#include "study/scenario.h"

enum provider_answer { PROVIDER_PASSES, PROVIDER_FAILS, PROVIDER_UNKNOWN };

/* The parameters that ask for facts of a provider, ended by PARAMETER_COUNT. */
extern const enum parameter provider_filters[];

/* What a provider answers to one of them.  A filter that is not set lets everybody pass. */
enum provider_answer provider_filter_ask(
	const struct scenario *s, enum parameter parameter, const struct provider *provider);

/* Whether one of them is set, and whether a provider passes all of them. */
bool provider_filter_set(const struct scenario *s);
bool provider_filter_passes(const struct scenario *s, const struct provider *provider);
