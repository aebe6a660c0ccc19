/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One replica in text. */
#ifndef GPUPLAN_REPORT_SERVING_H
#define GPUPLAN_REPORT_SERVING_H

#include "report/sheet.h"

/* The lead in full: the workload of a replica, reasons, memory, speed, cost, its price and the alternatives. */
sheet_section section_estimate;

#endif
