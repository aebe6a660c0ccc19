/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model's files found and read: config.json, its siblings, or GGUF. */
#include "catalog/import/import.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "catalog/import/gguf.h"
#include "catalog/import/quantisation.h"
#include "catalog/import/shape.h"
#include "catalog/import/stored.h"

static const char CONFIG[] = "config.json", SIBLING[] = "hf_quant_config.json", GGUF[] = ".gguf";

enum { SHORT_NAME_COLUMNS = 22 };

static bool ends_in(const char *name, const char *ending)
{
	size_t n = strlen(name), m = strlen(ending);

	return n >= m && strcmp(name + n - m, ending) == 0;
}

static int is_gguf(const struct dirent *entry)
{
	return ends_in(entry->d_name, GGUF);
}

/* The first GGUF file of a folder; false: there is none. */
static bool find_gguf(const char *folder, struct text *path)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, is_gguf, alphasort);

	if (count > 0)
		path_join(path, folder, entries[0]->d_name);
	for (int i = 0; i < count; i++)
		free(entries[i]);
	free(entries);
	return count > 0;
}

static bool has_model(const char *folder)
{
	TEXT(path);

	path_join(&path, folder, CONFIG);
	return file_exists(path.data) || find_gguf(folder, &path);
}

bool import_is_path(const char *name)
{
	bool as_path = name[0] == '/' || name[0] == '.' || ends_in(name, "/");

	if (ends_in(name, CONFIG) || ends_in(name, GGUF))
		return true;
	if (file_is_directory(name))
		return as_path || has_model(name);
	return file_exists(name) || name[0] == '/' || strncmp(name, "./", 2) == 0 || strncmp(name, "../", 3) == 0;
}

/* What the model is called: its folder, or what stands before ".config.json" or ".gguf". */
static void find_name(const char *path, struct text *name)
{
	static const char *const endings[] = { ".config.json", ".gguf", ".json" };
	const char *last = path_name(path);
	size_t n = strlen(last);
	TEXT(folder);
	char *full = NULL;

	if (strcmp(last, CONFIG) == 0) {
		path_directory(&folder, path);
		full = realpath(folder.data, NULL);
		last = path_name(full ? full : folder.data);
		n = strlen(last);
	}
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		if (full || !ends_in(last, endings[i]))
			continue;
		n -= strlen(endings[i]);
		break;
	}
	text_add_clean(name, last, n);
	if (name->length == 0)
		text_add(name, "model");
	free(full);
}

/* The folder is often named as a model of the catalog is: an id of its own keeps them apart. */
static void set_names(struct imported *out, const char *path)
{
	TEXT(text);
	TEXT(name);

	find_name(path, &name);
	text_addf(&text, "local/%s", name.data);
	out->model.id = arena_strdup(&out->arena, text.data);
	text_clear(&text);
	text_addf(&text, "%s of %s", path_name(path), name.data);
	out->model.source = arena_strdup(&out->arena, text.data);
	text_clear(&text);
	text_addf(&text, "%s (local)", name.data);
	out->model.name = arena_strdup(&out->arena, text.data);
	name.length = text_fit(name.data, SHORT_NAME_COLUMNS);
	name.data[name.length] = '\0';
	out->model.short_name = arena_strdup(&out->arena, name.data);
}

static void note_unread(struct config *c, struct imported *out)
{
	out->modules = config_or(c, FIELD_MTP_LAYERS, 0.0);
	if (c->type->name[0] == '\0')
		imported_note(out, "model type %.40s is not known; read by the names of its fields", c->model_type);
	if (out->modules > 0.0)
		imported_note(out,
			out->modules == 1.0 ? "%.0f module for multi-token prediction is not counted"
					    : "%.0f modules for multi-token prediction are not counted",
			out->modules);
	if (config_find(c->root, "vision_config"))
		imported_note(out, "the vision tower is not among the weights");
}

static void init(struct imported *out, const char *path)
{
	*out = (struct imported){ .stored_bytes = NAN, .params_active = NAN };
	arena_init(&out->arena);
	set_names(out, path);
}

/* The text decoder of a parsed file; `sibling` is hf_quant_config.json or NULL. */
static enum status read_root(
	const cJSON *root, const cJSON *sibling, const char *name, struct imported *out, struct error *error)
{
	struct config c = { .file = name, .arena = &out->arena, .error = error };
	enum status status = config_open(&c, root);

	if (status == STATUS_OK)
		status = shape_build(&c, out);
	if (status == STATUS_OK) {
		note_unread(&c, out);
		status = quantisation_read(&c, sibling, out);
	}
	out->model_type = c.model_type;
	return status;
}

static enum status read_bytes(
	const char *text, size_t n, const cJSON *sibling, const char *name, struct imported *out, struct error *error)
{
	JSON(root);
	enum status status = json_parse(text, n, name, true, &root, error);

	return status == STATUS_OK ? read_root(root, sibling, name, out, error) : status;
}

static enum status read_sibling(const char *folder, cJSON **root, struct error *error)
{
	TEXT(path);
	TEXT(content);
	enum status status;

	path_join(&path, folder, SIBLING);
	if (!file_exists(path.data))
		return STATUS_OK;
	status = file_read(path.data, FILE_CAP, &content, error);
	return status == STATUS_OK ? json_parse(content.data, content.length, path.data, true, root, error) : status;
}

static enum status read_config_file(const char *path, struct imported *out, struct error *error)
{
	TEXT(folder);
	TEXT(content);
	JSON(sibling);
	/* Only the config.json of a folder has siblings: x.config.json may lie among others. */
	bool alone = strcmp(path_name(path), CONFIG) != 0;
	enum status status = file_read(path, FILE_CAP, &content, error);

	path_directory(&folder, path);
	if (status == STATUS_OK && !alone)
		status = read_sibling(folder.data, &sibling, error);
	if (status == STATUS_OK)
		status = read_bytes(content.data, content.length, sibling, path, out, error);
	if (status == STATUS_OK && !alone)
		stored_read(folder.data, out);
	return status;
}

/* The tensors say how many weights there are; what the shapes leave over is small. */
static void settle_weights(const struct gguf *gguf, struct imported *out)
{
	static const double small = 0.02;
	struct model *model = &out->model;
	double other = gguf->weights - (model->counts.total - model->other_params);

	if (isnan(gguf->weights))
		return;
	if (other >= 0.0 && fabs(gguf->weights - model->counts.total) <= small * gguf->weights) {
		out->params_active += other - model->other_params;
		model->other_params = other;
		model_count(model);
		return;
	}
	imported_note(out, "its tensors hold %.0f weights, the shapes of the text decoder %.0f", gguf->weights,
		model->counts.total);
}

static enum status read_gguf_file(const char *path, struct imported *out, struct error *error)
{
	struct gguf gguf;
	enum status status = gguf_read(path, &gguf, error);

	if (status != STATUS_OK)
		return status;
	status = read_bytes(gguf.config.data, gguf.config.length, NULL, path, out, error);
	text_release(&gguf.config);
	if (status != STATUS_OK)
		return status;
	out->weights = gguf.format;
	settle_weights(&gguf, out);
	if (gguf.counted_as)
		imported_note(out, "file type %s, counted as %s", gguf.counted_as, gguf.format);
	if (isnan(gguf.bytes))
		imported_note(
			out, "size on disk not known: some of its files are missing, or a type of tensor is not known");
	if (gguf.bytes <= 1e15) {
		out->stored_bytes = gguf.bytes;
		out->stored_source = "tensors of the GGUF header";
		tensors_settle(gguf.uses, out->stored_source, out);
	}
	return STATUS_OK;
}

enum status import_model(const char *path, struct imported *out, struct error *error)
{
	TEXT(file);
	enum status status;

	text_add(&file, path);
	if (file_is_directory(path)) {
		path_join(&file, path, CONFIG);
		if (!file_exists(file.data) && !find_gguf(path, &file))
			return error_set(error, STATUS_IO, _("%s: holds neither config.json nor a GGUF file"), path);
	}
	init(out, file.data);
	status = (ends_in(file.data, GGUF) ? read_gguf_file : read_config_file)(file.data, out, error);
	if (status != STATUS_OK)
		import_release(out);
	else if (!isnan(out->stored_bytes))
		imported_note(out, "%.0f bytes on disk (%s)", out->stored_bytes, out->stored_source);
	return status;
}

enum status import_text(const char *text, size_t n, const char *name, struct imported *out, struct error *error)
{
	enum status status;

	init(out, name);
	status = read_bytes(text, n, NULL, name, out, error);
	if (status != STATUS_OK)
		import_release(out);
	return status;
}

void import_release(struct imported *imported)
{
	arena_release(&imported->arena);
	*imported = (struct imported){ .stored_bytes = NAN };
}

enum status import_bind(struct imported *imported, const struct catalog *catalog, struct error *error)
{
	struct model *model = &imported->model;

	model->native_weights = catalog_format(catalog, imported->weights, error);
	model->native_kv = imported->kv ? catalog_kv_format(catalog, imported->kv, error) : NULL;
	for (int i = 0; i < PART_COUNT; i++) {
		const char *id = imported->parts[i];

		model->part_formats[i] = id ? catalog_format(catalog, id, error) : NULL;
		if (id && !model->part_formats[i])
			return STATUS_DATA;
	}
	return model->native_weights && (!imported->kv || model->native_kv) ? STATUS_OK : STATUS_DATA;
}
