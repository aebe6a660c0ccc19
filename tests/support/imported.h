/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The config.json files below tests/configs, and what every imported model must hold to. */
#pragma once

#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/json.h"
#include "catalog/import/write.h"
#include "support/check.h"

static inline const char *config_folder(void)
{
	static char folder[1024];
	const char *top = getenv("abs_top_srcdir");

	snprintf(folder, sizeof(folder), "%s/tests/configs", top ? top : ".");
	return folder;
}

static inline void config_path(struct text *path, const char *name)
{
	path_join(path, config_folder(), name);
}

/* The file's content; the caller releases it. */
static inline void config_content(struct text *content, const char *name)
{
	struct error error = { .text = "" };
	struct text path;

	text_init(&path);
	text_init(content);
	config_path(&path, name);
	if (file_read(path.data, FILE_CAP, content, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	text_release(&path);
}

/* INDEX.json, which says what the files must give; the caller frees it. */
static inline cJSON *config_index(void)
{
	struct error error = { .text = "" };
	struct text content;
	cJSON *root;

	config_content(&content, "INDEX.json");
	if (json_parse(content.data, content.length, "INDEX.json", false, &root, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	text_release(&content);
	return root;
}

/* Finite, not negative and below a bound; NaN where it may be absent. */
static inline void check_bound(double value, double most, bool may_be_absent, const char *what)
{
	if (may_be_absent && isnan(value))
		return;
	if (!(value >= 0.0 && value <= most))
		fail_msg("%s is %g", what, value);
}

static inline void check_group(const struct layer_group *g)
{
	const struct attention *a = &g->attention;

	check_bound(g->count - 1.0, 4000, false, "count");
	check_bound(a->heads, 65536, false, "heads");
	check_bound(a->kv_heads, 65536, false, "kv_heads");
	check_bound(a->k_dim, 131072, false, "k_dim");
	check_bound(a->v_dim, 65536, false, "v_dim");
	check_bound(a->window, 1e9, true, "window");
	check_bound(a->q_rank, 1048576, true, "q_rank");
	check_bound(a->kv_rank, 65536, true, "kv_rank");
	check_bound(a->rope_dim, 65536, true, "rope_dim");
	check_bound(a->ratio, 65536, true, "ratio");
	check_bound(a->indexer_bytes, 1e6, false, "indexer_bytes");
	check_bound(a->indexer_topk, 1e9, true, "indexer_topk");
	check_bound(a->params, 1e15, false, "attention params");
	check_bound(g->state.bytes, 1e12, false, "state bytes");
	check_bound(g->state.params, 1e15, false, "state params");
	check_bound(g->mlp.matrices, 3, false, "matrices");
	check_bound(g->mlp.width, 1e7, false, "width");
	check_bound(g->mlp.experts, 65536, false, "experts");
	check_bound(g->mlp.top_k, 65536, false, "top_k");
	check_bound(g->mlp.shared_width, 1e7, false, "shared_width");
	check_bound(g->mlp.input, 1048576, false, "input");
}

/* The ranges that import.h promises. */
static inline void check_imported(const struct imported *m)
{
	const struct model_counts *n = &m->model.counts;

	assert_true(m->model.group_count >= 1);
	for (int g = 0; g < m->model.group_count; g++)
		check_group(&m->model.groups[g]);
	check_bound(m->model.hidden - 1.0, 1048576, false, "hidden");
	check_bound(m->model.vocab - 1.0, 1e7, false, "vocab");
	check_bound(m->model.max_context, 1e9, true, "max_context");
	check_bound(m->model.other_params, 1e15, false, "other_params");
	check_bound(n->total, 1e15, false, "total");
	check_bound(n->active, 1e15, false, "active");
	check_bound(m->params_active, 1e15, false, "params_active");
	check_bound(m->layers - 1.0, 4000, false, "layers");
	check_bound(m->heads, 65536, true, "heads");
	check_bound(m->kv_heads, 65536, false, "kv_heads");
	check_bound(m->head_dim, 65536, true, "head_dim");
	check_bound(m->stored_bytes, 1e15, true, "stored_bytes");
	check_bound(model_kv_bytes(&m->model, 1e9, 2.0), 1e30, false, "KV bytes");
	assert_non_null(m->weights);
	assert_non_null(m->model.id);
	assert_non_null(m->model.source);
}

static inline void folder_write(const char *folder, const char *name, const char *data, size_t n)
{
	struct text path;
	FILE *file;

	text_init(&path);
	path_join(&path, folder, name);
	file = fopen(path.data, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, n, file), n);
	fclose(file);
	text_release(&path);
}

/* Imports what a folder holds and checks its ranges. */
static inline void folder_import(struct imported *m, const char *folder)
{
	struct error error = { .text = "" };

	if (import_model(folder, m, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	check_imported(m);
}
