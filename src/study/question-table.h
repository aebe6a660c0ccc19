/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The questions of the guided interview, in the order in which they are asked:
 * QUESTION(ID, id, path, asked when, typed answer, parameters it sets, question, what may be
 *          typed or "", explanation).
 * IMPORTANT questions make the short path, FURTHER ones are asked on demand.  A question is not
 * asked when its parameters were given already, nor when the answers before it do not make it
 * one (WHEN bits of choice-table.h).  The typed answer is a NUMBER for the first parameter, a
 * MODEL, two LENGTHS, or NOTHING.
 */
QUESTION(WORKLOAD, "workload", IMPORTANT, ALWAYS, NOTHING, "", N_("What will the GPU do?"), "", N_("Where people wait for the answer, the wait matters; a pile of work only has to become cheap. Training, images, video and speech are not planned here yet."))
QUESTION(MODEL, "model", IMPORTANT, ALWAYS, MODEL, "model params active", N_("Which model?"), N_("a name, a size such as 70B or 235B/22B, or a config.json"), N_("The size of the model decides how much memory is needed and how fast it can answer. A mixture of experts runs few of its parameters per token, but all must sit in memory: total/active."))
QUESTION(PRECISION, "precision", IMPORTANT, ALWAYS, NOTHING, "weights four-bit", N_("How exact must the answers be?"), "", N_("Weights can be stored in fewer bits: smaller and faster, slightly less exact. 8 bits means FP8 where the GPU runs it, else INT8. 4 bits must be tested on your own task."))
QUESTION(TESTED, "tested", IMPORTANT, FP4, NOTHING, "four-bit", N_("Have you compared the outputs on your own task?"), "", N_("4-bit floating point loses nothing on some tasks and much on others; nobody can tell but you. Without that test the plan stays with 8 bits."))
QUESTION(TTFT, "ttft", IMPORTANT, CHAT, NUMBER, "ttft", N_("How fast must the first word appear?"), N_("a time such as 300ms or 1.5s"), N_("TTFT, time to first token: the wait between sending a prompt and the first word of the answer."))
QUESTION(TPOT, "tpot", FURTHER, CHAT, NUMBER, "tpot", N_("How fast must the words then appear?"), N_("a time a token such as 40ms"), N_("TPOT, time per output token: the pause between later words. A token is about three quarters of an English word; 50 ms is 20 tokens a second."))
QUESTION(GOAL_AT, "percentile", FURTHER, CHAT, NOTHING, "goal-at", N_("For which requests must that hold?"), "", N_("Requests differ in length and meet queues: one in twenty may wait twice as long as the average one."))
QUESTION(CERTAINTY, "certainty", FURTHER, ALWAYS, NUMBER, "certainty", N_("How sure must it be?"), N_("a share such as 75%"), N_("Speed is estimated and may be off. The surer the answer must be, the more room it has for that, and the more it may cost."))
QUESTION(USERS, "users", IMPORTANT, ALWAYS, NUMBER, "concurrency rate", N_("How many requests at the same moment?"), N_("a number, or max for as many as fit"), N_("Requests in progress at one moment, not users with an open window. More at once is cheaper per token and slower for each; every one needs memory for its KV cache."))
QUESTION(LENGTH, "length", IMPORTANT, ALWAYS, LENGTHS, "prompt output", N_("How long are a typical prompt and answer?"), N_("tokens in/out, such as 2k/300"), N_("A token is about three quarters of an English word. Each kind has the mean lengths of published traffic and their spread; what a request has read and written stays in memory until it ends. Agents send all of a session anew at every step, so the whole contexts of all sessions must fit in the cache."))
QUESTION(TRAFFIC, "traffic", FURTHER, ALWAYS, NUMBER, "rate", N_("How many requests arrive per second?"), N_("a rate such as 5/s, 90/min or 5000/h"), N_("A known rate replaces the number of requests at the same moment: that follows from the rate and from how long an answer takes."))
QUESTION(BUSY, "busy", FURTHER, ALWAYS, NUMBER, "busy", N_("How busy will the GPUs be on average?"), N_("a share such as 40%"), N_("Idle time is paid too: at half the use a million tokens cost twice as much."))
QUESTION(SPOT, "spot", IMPORTANT, ALWAYS, NOTHING, "spot", N_("Can the work stop suddenly and resume later?"), "", N_("Spot machines are spare ones at a discount; they may be taken back at short notice."))
QUESTION(UPTIME, "uptime", FURTHER, ALWAYS, NOTHING, "spot", N_("Must a promise of uptime be kept?"), "", N_("A formal agreement (SLA) does not go with machines that may be taken back at short notice."))
QUESTION(SPLIT, "split", FURTHER, ALWAYS, NUMBER, "max-gpus", N_("How many GPUs may it take?"), N_("the most GPUs for all copies of the model"), N_("One model split over GPUs, which exchange data at every layer (tensor parallelism), or copies that share the requests: more memory and speed, but never for free."))
QUESTION(PURCHASE, "purchase", FURTHER, ALWAYS, NOTHING, "purchase", N_("How do you want to rent?"), "", N_("A reservation is a promise to pay for a year or more, whether it is used or not, in exchange for a lower rate."))
QUESTION(GOAL, "goal", FURTHER, ALWAYS, NOTHING, "sort", N_("What matters most?"), "", N_("Among the GPUs that meet the goals: the cheapest, the one that ends an answer first, or the one with most memory free for longer or more requests."))
