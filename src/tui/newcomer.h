/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether somebody has planned before: an empty file among those that the planner keeps between sessions. */
#pragma once

struct session;

/* Sets session->newcomer if the file `path` is missing, and keeps the path, which must outlive the session.  An empty
 * path: nobody can tell, so nobody is new. */
void newcomer_begin(struct session *session, const char *path);

/* The user has a plan: nobody is new from now on.  Makes the file, with its folder, unless it is there; without
 * newcomer_begin() there is none.  A failure is not told: then the hint comes once more. */
void newcomer_end(struct session *session);
