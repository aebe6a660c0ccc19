/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of parameters and metrics that several studies share; ended by PARAMETER_COUNT, METRIC_COUNT. */
#ifndef GPUPLAN_STUDY_REPLICA_H
#define GPUPLAN_STUDY_REPLICA_H

#include "study/metric.h"
#include "study/parameter.h"

/* What a replica is and does, where its prices come from, and how answers are listed. */
extern const enum parameter replica_parameters[];
/* A load that is stated by users; a bill that is stated by month. */
extern const enum parameter users_parameters[];
extern const enum parameter month_parameters[];
/* What a replica is, holds, does and costs. */
extern const enum metric replica_metrics[];

#endif
