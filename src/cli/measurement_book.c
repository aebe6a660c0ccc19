/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding, listing and removing measured runs. */
#include "cli/measurement_book.h"

#include <math.h>
#include <string.h>

#include "base/file_lock.h"
#include "base/i18n.h"
#include "report/measured_report.h"
#include "study/scenario_text.h"

static struct invocation *call_of(const struct measured_book *book)
{
	return ((const struct measurement_book *)(const void *)book)->call;
}

/* The file that is written to; "" where there is no home. */
static void find_written(const struct invocation *call, struct text *path)
{
	TEXT(folder);

	invocation_written_folder(call, &folder);
	if (folder.length)
		path_join(path, folder.data, MEASUREMENT_FILE);
}

/* The same with its folder, which is made. */
static enum status make_written(const struct invocation *call, struct text *path, struct error *error)
{
	TEXT(folder);

	find_written(call, path);
	if (!path->length)
		return error_set(error, STATUS_IO, _("there is no home; name a folder with --catalog"));
	path_directory(&folder, path->data);
	return file_make_folder(folder.data, error);
}

/* The n-th folder that is read, the user's first, "" where there is no home; false behind the last. */
static bool folder_at(const struct invocation *call, size_t n, struct text *folder)
{
	text_clear(folder);
	if (n == 0)
		invocation_user_folder(folder);
	else if (n <= call->overlay_count)
		text_add(folder, call->overlays[n - 1]);
	return n <= call->overlay_count;
}

/* The n-th file that is there, or ""; false behind the last. */
static bool file_at(const struct invocation *call, size_t n, struct text *path)
{
	TEXT(folder);

	text_clear(path);
	if (!folder_at(call, n, &folder))
		return false;
	if (folder.length)
		path_join(path, folder.data, MEASUREMENT_FILE);
	if (path->length && file_missing(path->data))
		text_clear(path);
	return true;
}

/* From now on estimates lean on what the files say. */
static void read_again(struct invocation *call)
{
	struct error_list problems = { 0 };
	struct error ignored;
	struct scenario base;
	TEXT(folder);

	if (!call->scenario.measured || scenario_init(&base, &call->catalog, &ignored) != STATUS_OK)
		return;
	base.reader = &call->models.reader;
	measurement_files_forget(&call->measurements);
	/* What is wrong with them was said when they were read first. */
	for (size_t n = 0; folder_at(call, n, &folder); n++)
		if (folder.length)
			measurement_files_add(&call->measurements, folder.data, &base, &problems);
	error_list_release(&problems);
}

static enum status check(
	const struct measured_book *book, const struct guard_verdict *verdict, bool forced, struct error *error)
{
	TEXT(why);

	/* What has no estimate cannot move one. */
	if (verdict->rule == GUARD_PASSED || (forced && verdict->rule != GUARD_NO_FIT))
		return STATUS_OK;
	label_guard(&why, verdict, book->brief);
	if (verdict->rule == GUARD_NO_FIT)
		return error_set(error, STATUS_DATA, "%s", why.data);
	return error_set(error, STATUS_DATA, _("%s; %s keeps it"), why.data, book->force);
}

/* Nobody else writes the file between reading and writing. */
static enum status write_run(const struct measured_book *book, const struct scenario *s, const struct row *a,
	const struct measured_run *run, bool forced, struct text *told, struct error *error)
{
	struct file_lock lock __attribute__((cleanup(file_lock_release))) = { .count = 0 };
	const struct invocation *call = call_of(book);
	TEXT(path);
	TEXT(file);
	enum status status = make_written(call, &path, error);

	if (status == STATUS_OK)
		status = file_lock_take(&lock, path.data, book->wait_ms, error);
	if (status == STATUS_OK && !file_missing(path.data))
		status = file_read(path.data, FILE_CAP, &file, error);
	if (status == STATUS_OK)
		status = measured_file_begin(&file, path.data, error);
	if (status != STATUS_OK)
		return status;
	for (int f = 0; f < MEASURED_FIGURES; f++) {
		if (isnan(run->figure[f]))
			continue;
		measured_file_add(&file, s, a, (enum measured_figure)f, run->figure[f], forced, call->today);
		text_add(told, book->brief && told->length ? "; " : "");
		label_measured(told, a, (enum measured_figure)f, run->figure[f]);
		if (!book->brief)
			text_addf(told, _("; added to %s\n"), path.data);
	}
	return file_write_atomic(path.data, file.data, file.length, error);
}

static enum status list_file(const char *path, struct text *file, struct measured_list *list, struct error *error)
{
	if (file_read(path, FILE_CAP, file, error) != STATUS_OK)
		return error->status;
	return measured_file_list(file->data, file->length, path, list, error);
}

static enum status list_all(struct measured_book *book, struct measured_list *list, struct error *error)
{
	enum status status = STATUS_OK;
	TEXT(path);

	for (size_t n = 0; status == STATUS_OK && file_at(call_of(book), n, &path); n++) {
		TEXT(file);

		if (path.length)
			status = list_file(path.data, &file, list, error);
	}
	return status;
}

/* By itself, and then with what was kept of the same run before: it may have been told figure by figure. */
static struct guard_verdict judge(
	const struct measured_book *book, const struct scenario *s, const struct row *a, const struct measured_run *run)
{
	struct measured_list list __attribute__((cleanup(measured_list_release))) = { .count = 0 };
	struct guard_verdict verdict = measured_guard(s, a, run->figure), whole;
	struct measured_run all = *run;
	struct error ignored;
	TEXT(path);
	TEXT(file);

	find_written(call_of(book), &path);
	if (verdict.rule != GUARD_PASSED || list_file(path.data, &file, &list, &ignored) != STATUS_OK)
		return verdict;
	measured_file_complete(&list, s, a, call_of(book)->today, all.figure);
	whole = measured_guard(s, a, all.figure);
	/* What is wrong with an earlier figure alone was decided then. */
	return whole.rule == GUARD_TOO_MANY || whole.rule == GUARD_TOO_FEW ? whole : verdict;
}

/* The scenario becomes that of the run, whose estimate is `storage`. */
static enum status estimate_and_check(const struct measured_book *book, struct scenario *happened,
	struct replica_row *storage, const struct measured_run *run, struct guard_verdict *verdict, bool forced,
	struct error *error)
{
	enum status status = measured_run_estimate(happened, storage, error);

	if (status != STATUS_OK)
		return status;
	*verdict = judge(book, happened, &storage->row, run);
	return check(book, verdict, forced, error);
}

enum status measurement_book_check(const struct measurement_book *book, const struct scenario *s,
	const struct measured_run *run, bool forced, struct error *error)
{
	struct scenario happened = *s;
	struct guard_verdict verdict;
	struct replica_row storage;

	return estimate_and_check(&book->book, &happened, &storage, run, &verdict, forced, error);
}

static enum status add(struct measured_book *book, const struct scenario *s, const struct measured_run *run,
	bool forced, struct text *told, struct error *error)
{
	struct scenario happened = *s;
	struct guard_verdict verdict;
	struct replica_row storage;
	enum status status = estimate_and_check(book, &happened, &storage, run, &verdict, forced, error);

	if (status == STATUS_OK)
		status = write_run(book, &happened, &storage.row, run, verdict.rule != GUARD_PASSED, told, error);
	if (status == STATUS_OK)
		read_again(call_of(book));
	return status;
}

static const struct measured_entry *find_entry(const struct measured_list *list, const char *id)
{
	for (int i = 0; i < list->count; i++)
		if (strcmp(list->entries[i].id, id) == 0)
			return &list->entries[i];
	return NULL;
}

/* What the entry says, as it is gone. */
static void tell_removed(const struct measured_book *book, struct text *told, const struct measured_entry *e)
{
	text_addf(told, _("%s: %s %s of %s on %sx %s; removed"), e->id, e->cells[MEASURED_COLUMN_METRIC],
		e->cells[MEASURED_COLUMN_MEASURED], e->cells[MEASURED_COLUMN_MODEL], e->cells[MEASURED_COLUMN_GPUS],
		e->cells[MEASURED_COLUMN_GPU]);
	if (!book->brief)
		text_addf(told, _(" from %s\n"), e->file);
}

/* Under the lock the file is listed anew: somebody may have written since the entry was found. */
static enum status remove_from(const struct measured_book *book, const char *path, const char *id, struct text *told,
	bool *removed, struct error *error)
{
	struct file_lock lock __attribute__((cleanup(file_lock_release))) = { .count = 0 };
	struct measured_list list __attribute__((cleanup(measured_list_release))) = { .count = 0 };
	enum status status = file_lock_take(&lock, path, book->wait_ms, error);
	const struct measured_entry *entry;
	TEXT(file);

	if (status == STATUS_OK)
		status = list_file(path, &file, &list, error);
	entry = status == STATUS_OK ? find_entry(&list, id) : NULL;
	if (!entry)
		return status;
	measured_file_remove(&file, entry);
	status = file_write_atomic(path, file.data, file.length, error);
	*removed = status == STATUS_OK;
	if (*removed)
		tell_removed(book, told, entry);
	return status;
}

static enum status remove_run(struct measured_book *book, const char *id, struct text *told, struct error *error)
{
	enum status status = STATUS_OK;
	bool removed = false;
	TEXT(path);

	for (size_t n = 0; status == STATUS_OK && !removed && file_at(call_of(book), n, &path); n++)
		if (path.length)
			status = remove_from(book, path.data, id, told, &removed, error);
	if (status == STATUS_OK && !removed)
		return error_set(
			error, STATUS_USAGE, _("there is no measurement '%.40s'; %s has the ids"), id, book->lists);
	if (removed)
		read_again(call_of(book));
	return status;
}

void measurement_book_init(struct measurement_book *book, struct invocation *call)
{
	*book = (struct measurement_book){
		.book = { .force = "--force",
			.lists = "gpuplan catalog list measurements",
			.wait_ms = FILE_LOCK_BATCH_MS,
			.add = add,
			.list = list_all,
			.remove = remove_run },
		.call = call,
	};
}
