/* One run's mutable state, shared by the files of this room and by nobody else.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TELERAD_MODEL_STATE_H
#define TELERAD_MODEL_STATE_H

#include "core/agenda.h"
#include "core/heap.h"
#include "core/stream.h"
#include "model/licence.h"
#include "model/model.h"
#include "model/observe.h"
#include "model/replication.h"
#include "model/timetable.h"

#include <stdbool.h>

#define NOBODY UINT32_MAX

enum study_stage {
    STUDY_SENDING, /* on the link or waiting for it */
    STUDY_WAITING,
    STUDY_READING,
    STUDY_BUNDLED, /* unread, behind the first unread study of its bundle */
    STUDY_DONE     /* reported for good, or withdrawn; an AI verdict may be out */
};

struct study {
    struct study_life life;
    struct heap_key key; /* place in its worklists */
    double left_us;      /* base time left of the read at hand */
    double saved;        /* share of the first reading's base time that an AI draft saves */
    double later_us[MODEL_PHASES - 1]; /* base times of the phases after the first */
    double patience_us;
    int64_t since_us;     /* waits since: its receipt, or of the last of its bundle */
    uint64_t shares;      /* coverage entries with a share that it is drawn for */
    uint32_t hands[3];    /* who has read it up to the first report, and none of them again */
    uint32_t next;        /* in a link's queue or in the free list */
    uint32_t class_index; /* of eligibility */
    uint32_t jobs;        /* AI verdicts still out */
    uint32_t stamp;       /* changes when the slot is lent again */
    uint32_t owner;       /* reader on whose own list it stands, or NOBODY */
    uint32_t bundle;      /* slot of the first unread study of its bundle, or NOBODY */
    uint32_t bundle_next; /* the next unread one, or NOBODY */
    uint8_t stage;        /* enum study_stage */
    uint8_t phase;        /* enum model_phase, of the reading at hand or waited for */
    uint8_t rank;         /* its present priority; of a bundle, the best of the unread ones */
    uint8_t hand_count;
    uint8_t bundle_out;                /* of the first unread: members not yet received */
    bool doubled, disagreed, reviewed; /* drawn: read twice; to the arbiter; peer-reviewed */
    bool bundled;                      /* drawn: it comes with others */
    bool raised;                       /* above what was ordered, by an AI tool or its wait */
    bool in_use, fresh, listed, counted;
};

struct care {          /* what a study's first report will have been worth, and whom it keeps */
    double err, class; /* uniform: below the share, there is a discrepancy; its class */
    struct stream_key recontact;
    int64_t call_us; /* all its calls, one after another */
    bool calls, promised, kept;
    bool errs, looked; /* the report has one; somebody has looked for it */
};

enum telling { /* people, after a report */
    TELLS_NOBODY,
    TELLS_FINDING,
    TELLS_DISCREPANCY
};

struct job { /* an AI tool's work on a study; index slot * tools + tool */
    double time_us;
    int64_t due_us; /* on the tool's clock, where there are outages */
    uint32_t next;  /* of those that stand still */
    bool positive;
};

struct crew { /* a group's idle readers on shift, idle longest first, then by number */
    uint32_t first, last;
    uint32_t tier;   /* least wait that its provider's coverage asks for now */
    uint32_t phases; /* bit a phase that it may read now, as far as its provider goes */
    bool plain;      /* one entry without further conditions asks for no more than the tier */
};

#define IN_HAND_FINAL MODEL_PRIORITIES_MAX /* final reads stand behind all ranks */

enum reader_held { /* bits: why a reader on shift and with nothing in hand is not available */
                   HELD_BREAK = 1, /* on a break */
                   HELD_LIMIT = 2, /* he has read as much as he may in this shift */
                   HELD_OUTAGE = 4 /* of his provider */
};

struct reader {
    int64_t span_us, ran_us; /* time the reading in hand takes, and how much of it was done when */
    int64_t run_us;          /* it last began or went on */
    int64_t idle_since_us, begun_us, paid_us; /* paid: up to when the hourly cost is settled */
    double pace;
    double speed;            /* factor on the base time of the reading in hand */
    uint32_t next, previous; /* in its crew's idle list */
    uint32_t study;          /* in hand, or NOBODY */
    uint32_t stamp;          /* changes with each reading begun or put down */
    uint8_t told;            /* bits of enum reader_state that the observer knows */
    uint8_t held;            /* bits of enum reader_held */
    uint8_t halts;           /* reasons for which what is in hand stands still */
    uint32_t behind;         /* slot of the rest of a bundle, while he tells; or NOBODY */
    uint8_t tells;           /* enum telling: `study` is reported, and still keeps him busy */
    bool on, idle, changed;
};

struct wire {             /* a link */
    uint32_t first, last; /* of its queue; first: being sent, if `busy` */
    uint32_t before;      /* last of those that joined before joined_us; NOBODY: none */
    int64_t joined_us;    /* the latest joining */
    int64_t due_us;       /* of what is being sent on the link's clock, where there are outages */
    bool stalled;         /* what is being sent stands still */
    bool busy, due;       /* due: on the list of those to be started at the end of the instant */
};

enum source_stream {
    SOURCE_ARRIVALS,
    SOURCE_DISPERSION,
    SOURCE_THINNING,
    SOURCE_MIX,
    SOURCE_IMAGES,
    SOURCE_READ,
    SOURCE_FINAL_READ,
    SOURCE_PRIORS,
    SOURCE_PRIOR_SIZE,
    SOURCE_STREAMS /* then one a finding of its study, then two a tool that sees it */
};

struct day_factor {     /* of one level of dispersion */
    double now, before; /* of the last day drawn, and of the day before it */
    uint32_t days;      /* that are drawn */
};

enum manner_stream {
    MANNER_SITE_DISPERSION,
    MANNER_RUN_DISPERSION,
    MANNER_BATCH,
    MANNER_ACQUIRE,
    MANNER_REPLAY,
    MANNER_STREAMS
};

struct manner { /* what only some sources need; see model/demand_manner.h */
    struct stream_key keys[MANNER_STREAMS];
    struct stream streams[MANNER_STREAMS];
    struct day_factor of_site, of_run;
    uint32_t released; /* moments of `hold` that are over */
};

struct source {
    struct stream *streams;
    struct day_factor factor;
    double rate_per_us;        /* in the present piece; where it grows, at the run's start */
    double piece_to_us, at_us; /* from the run's beginning; unrounded, so that no error adds up */
    uint32_t piece, count;
    uint32_t due;          /* of the instants or moments: the next */
    int64_t *instants;     /* of a trace, sorted; owned */
    struct manner *manner; /* or NULL; owned */
    size_t instant_count;
};

struct asides;

struct ripening { /* studies on their way to a tier's wait, in order of receipt */
    struct ripe {
        uint32_t slot, stamp;
    } * ring;
    size_t head, length, capacity; /* capacity: a power of two */
};

struct account;     /* of a provider: see money_price.c */
struct outages;     /* model/outage.h */
struct permit_book; /* model/permit.h */

struct replication {
    const struct model *model;
    const struct eligibility *who;
    const struct observer *observer;
    int64_t now_us;
    bool unsettled, starved, too_full;
    bool preempts;     /* the model names priorities that pre-empt */
    bool personal;     /* who may read what can differ within a group */
    bool escalates;    /* some priority does */
    bool retry_urgent; /* all waiting urgent studies, not only fresh ones, may find a victim */
    struct agenda agenda;
    size_t timetable_at;
    int64_t timetable_us; /* of its next entry, and of the first source; SIMTIME_NEVER: none */
    int64_t source_us;

    struct heap sources_due; /* key: time, source */
    uint32_t *source_places;
    struct source *sources;
    struct stream *streams;
    struct stream_key *stream_keys;
    size_t stream_count;
    uint64_t *tools_of_study; /* [studies] set of tools */
    struct asides *asides;    /* model/aside.h */
    bool draws_aside;

    struct study *studies; /* slots */
    struct job *jobs;
    struct care *cares; /* [slots]; NULL if no reader errs and nobody makes calls */
    bool careful;
    uint32_t *places; /* [slots][stride]: tiers (0 for finals, too), tools, then `urgent` */
    size_t stride;
    uint32_t slot_count, free_slot;

    struct wire *wires;  /* [links] */
    uint32_t *due_wires; /* links that have something to send and do not yet */
    size_t due_wire_count;
    struct heap *queues; /* [tools] */
    uint32_t *servers;   /* [tools] free */

    struct heap *worklists;       /* [tiers][lists] */
    struct heap *later_worklists; /* [phases after the first][lists] */
    uint64_t *waiting;            /* [tiers][list words]: which worklists are not empty */
    uint64_t *later_waiting;      /* [phases after the first][list words] */
    struct ripening *ripening;    /* [tiers] */
    struct heap urgent; /* waiting first reads that may pre-empt; kept only if `preempts` */

    struct reader *readers;
    uint32_t *changed; /* readers whose state the observer may not know yet; each at most once */
    size_t changed_count;
    uint32_t in_hand[MODEL_PRIORITIES_MAX + 1]; /* studies being read, by present rank */
    struct stream_key *pace_keys;               /* [readers] */
    struct crew *crews;
    uint64_t *idle_groups;  /* set */
    uint64_t *fresh_groups; /* set: someone became idle, or a window opened */
    bool any_fresh_group;
    uint32_t only_fresh_group; /* NOBODY: there are several */
    bool *window_open;
    uint32_t *queue_counts;    /* [coverage entries] first reads that wait and that it covers */
    bool counts_queues;        /* some entry has a condition on them */
    uint16_t *pick_ranks;      /* [study types] 0: picked first */
    double *expected_us;       /* [study types] mean base time of a reading */
    struct heap *own_lists;    /* [readers], if studies are pushed to them; else NULL */
    uint32_t *double_of_study; /* [study types] its entry of model.doubles, or MODEL_NONE */
    uint32_t *pushed;          /* slots that push_out() gives out */
    uint32_t assign_last;      /* who was given the last study; NOBODY */
    bool push_all;             /* who may be pushed to has changed */
    struct stream tie_stream, assign_stream;
    struct stream_key tie_key, assign_key;
    uint32_t *fresh; /* slots that came or came back; each at most once */
    size_t fresh_count;

    struct account *accounts; /* [providers] */
    uint32_t month;           /* of money, looked up last */

    struct stint *stints; /* [readers] model/stint.h; NULL: no group has habits */
    uint32_t *leavers;    /* readers who look for more after their duty; each at most once */
    size_t leaver_count;
    uint64_t *absent; /* set of all readers' shifts; NULL: nobody is ever absent */
    size_t absent_words;
    size_t *first_shift;   /* [readers] of them */
    struct oncall *oncall; /* model/oncall.c; NULL: nobody is on call */
    bool oncall_look;

    struct outages *outages;     /* NULL: the model has none */
    struct permit_book *permits; /* NULL: no licence depends on the date, nor has a fee */
    uint64_t backlog_limit;
    struct balance balance;
};

/** Has a reader a study in hand, and is not on the phone about one that is reported? */
static inline bool state_reads(const struct reader *who)
{
    return who->study != NOBODY && who->tells == TELLS_NOBODY;
}

static inline struct heap_places state_places(const struct replication *r, size_t column)
{
    struct heap_places places = {r->places + column, r->stride};

    return places;
}

#endif
