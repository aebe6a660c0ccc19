/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models of any kind from their own files: config.json and what lies beside it, or GGUF. */
#pragma once

#include "base/text.h"
#include "catalog/catalog.h"

/* A model as its files describe it.  Every number is finite, not negative and in the range of field-table.h;
 * the weights of the text decoder are at most 1e15.  Vision towers and modules for multi-token prediction are
 * not among the weights; model.stored says what is loaded. */
struct imported {
	struct arena arena;                       /* owns everything below */
	struct model model;                       /* formats NULL until import_bind() */
	const enum state_kind *states;            /* of the model's groups */
	const char *model_type;                   /* of the text decoder */
	const char *weights;                      /* id of the weight format */
	const char *parts[PART_COUNT];            /* ids of parts in another one; NULL: as `weights` */
	bool wide;                                /* stored in 32 bits that are loaded as 16 */
	double modules;                           /* for multi-token prediction */
	const char *kv;                           /* id of the cache format; NULL: 16 bits */
	double layers, heads, kv_heads, head_dim; /* as the file counts them; NaN: none */
	double params_active;                     /* weights that one token passes, input embedding not */
	double stored_bytes;                      /* of all tensors on disk; NaN: not known */
	const char *stored_source;                /* the file that says so; NULL: not known */
};

/* Whether a name is that of a model's files: it ends in config.json or .gguf, is an existing file, or a
 * folder that is written as a path or holds a config.json or GGUF file. */
bool import_is_path(const char *name);

/* Reads config.json (or a folder with one, and hf_quant_config.json, model.safetensors.index.json, headers of
 * *.safetensors beside it) or a GGUF file.  STATUS_DATA when it is not understood, with the name of the field that is
 * missing or wrong; STATUS_IO when it cannot be read.  `out` needs import_release() only after STATUS_OK. */
enum status import_model(const char *path, struct imported *out, struct error *error);
void import_release(struct imported *imported);

/* The same from the text of a config.json; `name` is for messages and the model's id. */
enum status import_text(const char *text, size_t n, const char *name, struct imported *out, struct error *error);

/* Points the model's formats into the catalog; STATUS_DATA: a format is missing. */
enum status import_bind(struct imported *imported, const struct catalog *catalog, struct error *error);
