/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buying or renting one configuration, as tables for people in any form. */
#ifndef GPUPLAN_REPORT_OWN_TABLES_H
#define GPUPLAN_REPORT_OWN_TABLES_H

#include "report/sheet.h"

/* Of the lead, each under its heading: what a month is made of; renting, and break-even with each kind
 * of purchase; what single input would change the advice, and where; what is spent year by year; the
 * inputs with their ranges, dates and sources. */
sheet_section own_tables;

#endif
