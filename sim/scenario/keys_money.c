/* Keys of prices, penalties and currencies.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/keys.h"

#define MODALITY(code, member, means)                                                              \
    {                                                                                              \
        code, KEY_MONEY, 0, KEYS_AT(modality_prices_text, member), .says = means,                  \
                                                                   .example = "USD 11"             \
    }
static const struct key_row modality_rows[] = {
    MODALITY("CT", ct, "price of a read of CT"),
    MODALITY("DX", dx, "of plain film"),
    MODALITY("MR", mr, "of MR"),
    MODALITY("US", us, "of ultrasound"),
    MODALITY("MG", mg, "of mammography"),
    MODALITY("PT", pt, "of PET-CT"),
};
static const struct key_table modality_table = {
    .where = "`by-modality` of a price",
    .rows = modality_rows,
    .count = KEYS_COUNT(modality_rows),
    .size = sizeof(struct modality_prices_text),
};

static const struct key_row when_rows[] = {
    {"shift", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(price_when_text, shift), .refers = "shifts",
     .says = "in which the report is made; on the shift's clock, or the run's if it names none",
     .example = "night"},
    {"factor", KEY_NUMBER, KEY_REQUIRED, KEYS_AT(price_when_text, factor), .most = 1000,
     .says = "on the price of the read, whatever that is; factors of several shifts multiply",
     .example = "1.2"},
};
static const struct key_table when_table = {
    .where = "an entry of `when` of a price",
    .rows = when_rows,
    .count = KEYS_COUNT(when_rows),
    .size = sizeof(struct price_when_text),
    .naming = "shift",
};

static const struct key_row tier_rows[] = {
    {"above", KEY_MONTHLY, KEY_REQUIRED, KEYS_AT(tier_text, above),
     .says = "for the reads of a calendar month after so many of this provider, all modalities "
             "counted; the highest tier passed holds",
     .example = "1000/month"},
    {"per-read", KEY_MONEY, KEY_REQUIRED, KEYS_AT(tier_text, per_read),
     .says = "instead of the price's `per-read`; a price by modality stays", .example = "USD 41"},
};
static const struct key_table tier_table = {
    .where = "an entry of `tiers` of a price",
    .rows = tier_rows,
    .count = KEYS_COUNT(tier_rows),
    .size = sizeof(struct tier_text),
    .naming = "above",
};

static const struct key_row price_rows[] = {
    {"per-read", KEY_MONEY, 0, KEYS_AT(price_text, per_read),
     .says = "paid by the hospital once a study, to the provider of its first report; default "
             "nothing",
     .example = "USD 48"},
    {"by-modality", KEY_MAPPING, 0, KEYS_AT(price_text, by_modality), .table = &modality_table,
     .says = "instead of `per-read` and of tiers", .example = "{DX: USD 11}"},
    {"when", KEY_ENTRIES, 0, KEYS_LIST(price_text, when), .table = &when_table, .most = 100,
     .says = "factors by the hour of the report", .example = "[{shift: night, factor: 1.2}]"},
    {"tiers", KEY_ENTRIES, 0, KEYS_LIST(price_text, tiers), .table = &tier_table, .most = 100,
     .says = "cheaper from so many reads of a month on",
     .example = "[{above: 1000/month, per-read: USD 41}]"},
    {"per-month", KEY_MONEY, 0, KEYS_AT(price_text, per_month),
     .says = "paid beside what reads cost, each calendar month on the run's clock; pro rata of a "
             "month that is measured in part",
     .example = "USD 5000"},
    {"minimum", KEY_MONTHLY, 0, KEYS_AT(price_text, minimum),
     .says = "reads of a calendar month on the run's clock that are paid in any case: what is "
             "missing costs `per-read`, without factors; pro rata as `per-month`",
     .example = "500/month"},
};
const struct key_table keys_price = {
    .where = "`price` of a provider",
    .rows = price_rows,
    .count = KEYS_COUNT(price_rows),
    .size = sizeof(struct price_text),
};

static const struct key_row penalty_rows[] = {
    {"priority", KEY_REFERENCE, KEY_REQUIRED, KEYS_AT(penalty_text, priority),
     .refers = "priorities", .says = "as ordered; it has a target", .example = "stat"},
    {"per-miss", KEY_MONEY, KEY_REQUIRED, KEYS_AT(penalty_text, per_miss),
     .says = "for each first report of the provider later than the target", .example = "USD 25"},
    {"at-most", KEY_MONEY_MONTH, 0, KEYS_AT(penalty_text, at_most),
     .says = "of this priority's penalties in a calendar month on the run's clock, not pro rata; "
             "without it there is no limit",
     .example = "USD 5000/month"},
};
static const struct key_table penalty_table = {
    .where = "an entry of `penalties`",
    .rows = penalty_rows,
    .count = KEYS_COUNT(penalty_rows),
    .size = sizeof(struct penalty_text),
    .naming = "priority",
};

static const struct key_row provider_rows[] = {
    {"id", KEY_ID, KEY_REQUIRED, KEYS_AT(provider_text, id), .says = "name of the provider",
     .example = "nightco"},
    {"kind", KEY_LABEL, 0, KEYS_AT(provider_text, kind), .preset = "inhouse",
     .says = "inhouse, onshore, offshore or another word; for people", .example = "offshore"},
    {"price", KEY_MAPPING, 0, KEYS_AT(provider_text, price), .table = &keys_price,
     .says = "what the hospital pays", .example = "{per-read: USD 48}"},
    {"penalties", KEY_ENTRIES, 0, KEYS_LIST(provider_text, penalties), .table = &penalty_table,
     .most = 64, .says = "what the provider owes for missed targets; not taken off its revenue",
     .example = "[{priority: stat, per-miss: USD 25, at-most: USD 5000/month}]"},
};
const struct key_table keys_provider = {
    .where = "an entry of `providers`",
    .rows = provider_rows,
    .count = KEYS_COUNT(provider_rows),
    .size = sizeof(struct provider_text),
    .naming = "id",
};

#define CURRENCY(code)                                                                             \
    {#code,                                                                                        \
     KEY_EXCHANGE,                                                                                 \
     0,                                                                                            \
     KEYS_AT(exchange_text, code),                                                                 \
     .says = "what one unit of it is in the scenario's currency",                                  \
     .example = "USD 1.08"},
static const struct key_row exchange_rows[] = {CURRENCIES(CURRENCY)};
const struct key_table keys_exchange = {
    .where = "`exchange`",
    .rows = exchange_rows,
    .count = KEYS_COUNT(exchange_rows),
    .size = sizeof(struct exchange_text),
};
