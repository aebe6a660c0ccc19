/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of parameters and metrics that several studies share; ended by PARAMETER_COUNT, METRIC_COUNT. */
#ifndef GPUPLAN_STUDY_REPLICA_H
#define GPUPLAN_STUDY_REPLICA_H

#include "study/metric.h"
#include "study/parameter.h"

/* Parameters of a replica and its load, of its prices, and of the list of answers. */
extern const enum parameter replica_parameters[];
/* Parameters of a load given as a number of users; parameters of a monthly bill. */
extern const enum parameter users_parameters[];
extern const enum parameter month_parameters[];
/* Metrics of a replica: configuration, memory, speed and cost. */
extern const enum metric replica_metrics[];

#endif
