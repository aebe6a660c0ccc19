/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Editing lines of a JSON file in place keeps its order, its notes and its diffs small. */
#include "fit/write.h"

#include <math.h>
#include <string.h>

#include "base/file.h"

/* The end of a JSON value that begins at `at`: behind the string or number. */
static size_t value_end(const char *text, size_t at)
{
	if (text[at] != '"')
		return at + strcspn(text + at, ",}");
	for (at++; text[at] != '\0' && text[at] != '"'; at++)
		at += text[at] == '\\' && text[at + 1] != '\0' ? 1 : 0;
	return at + (text[at] == '"' ? 1 : 0);
}

/* Where the value of a member begins; 0 when there is none. */
static size_t member_at(const char *object, const char *key)
{
	size_t n = strlen(key);

	for (const char *p = strchr(object, '"'); p; p = strchr(p, '"')) {
		size_t at = (size_t)(p - object), end = value_end(object, at);

		if (end - at == n + 2 && strncmp(p + 1, key, n) == 0 && object[end] == ':')
			return end + 1 + strspn(object + end + 1, " ");
		p = object + end;
	}
	return 0;
}

bool write_member(struct text *object, const char *key, const char *value, const char *after)
{
	size_t at = member_at(object->data, key), end;
	TEXT(out);

	if (at > 0) {
		end = value_end(object->data, at);
		text_add_n(&out, object->data, at);
		text_add(&out, value);
	} else {
		at = member_at(object->data, after);
		if (at == 0)
			return false;
		end = value_end(object->data, at);
		text_add_n(&out, object->data, end);
		text_addf(&out, ", \"%s\": %s", key, value);
	}
	text_add(&out, object->data + end);
	text_clear(object);
	text_add(object, out.data);
	return true;
}

/* "gpuplan-fit start ...": the value is ours, the start is not. */
static void mark_source(struct text *object)
{
	static const char OURS[] = "gpuplan-fit";
	size_t at = member_at(object->data, "source");
	TEXT(source);

	if (at == 0 || strncmp(object->data + at + 1, OURS, sizeof(OURS) - 1) == 0)
		return;
	text_addf(&source, "\"%s start ", OURS);
	text_add_n(&source, object->data + at + 1, value_end(object->data, at) - at - 1);
	write_member(object, "source", source.data, "status");
}

static void update(const struct fitted_value *v, struct text *object)
{
	TEXT(value);

	text_addf(&value, "%.4g", v->value);
	write_member(object, "value", value.data, "id");
	write_member(object, "status", v->fitted ? "\"fitted\"" : "\"assumed\"", "value");
	if (v->rows >= 0) {
		text_clear(&value);
		text_addf(&value, "%d", v->rows);
		write_member(object, "rows", value.data, "status");
	}
	if (!isnan(v->error)) {
		text_clear(&value);
		text_addf(&value, "%.3f", v->error);
		write_member(object, "error", value.data, "start");
	}
	if (v->fitted)
		mark_source(object);
}

static const struct fitted_value *value_of_line(const struct fitted_value *values, int count, const char *line)
{
	size_t at = member_at(line, "id"), n;

	if (at == 0)
		return NULL;
	n = value_end(line, at) - at - 2;
	for (int j = 0; j < count; j++)
		if (strlen(values[j].id) == n && strncmp(values[j].id, line + at + 1, n) == 0)
			return &values[j];
	return NULL;
}

enum status write_parameters(const struct fitted_value *values, int count, const char *path, struct error *error)
{
	TEXT(out);
	TEXT(line);
	TEXT(in);
	enum status status = file_read(path, FILE_CAP, &in, error);
	int found = 0;

	if (status != STATUS_OK)
		return status;
	for (size_t at = 0; at < in.length;) {
		size_t n = strcspn(in.data + at, "\n");
		const struct fitted_value *v;

		text_clear(&line);
		text_add_n(&line, in.data + at, n);
		v = value_of_line(values, count, line.data);
		if (v) {
			update(v, &line);
			found++;
		}
		text_addf(&out, "%s\n", line.data);
		at += n + 1;
	}
	if (found != count)
		return error_set(error, STATUS_DATA, "%s: %d of %d parameters stand on a line", path, found, count);
	return file_write_atomic(path, out.data, out.length, error);
}
