/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands behind the GPUs of a row in labels. */
#include "study/row_variant.h"

#include "study/media_answer.h"
#include "study/training.h"

const char *row_variant(const struct row *row)
{
	if (training_of(row)->known)
		return parameter_choices(PARAMETER_METHOD)[training_of(row)->run.method];
	if (media_of(row)->job.model)
		return media_software_word(row);
	return row->deployment.format ? row->deployment.format->id : "";
}
