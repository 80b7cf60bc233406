// What the batches have in common: the rules of their entries, and how the entries' ends are told.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "api/sqs.hpp"
#include "base/result.hpp"
#include "services/sqs/errors.hpp"
#include "services/sqs/names.hpp"

namespace spotdrill::sqs {

/// "The maximum number of entries you can include in a single … request is 10."
inline constexpr std::size_t batch_entries_max = 10;

/// Checks the batch as a whole. `what`: "SendMessageBatchRequestEntry".
/// Errors: EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId,
/// BatchEntryIdsNotDistinct.
template <class Entry>
Result<void> check_batch(const std::vector<Entry>& entries, std::string_view what) {
  if (entries.empty()) return empty_batch(what);
  if (entries.size() > batch_entries_max) return too_many_entries(entries.size());
  std::set<std::string_view> ids;
  for (const Entry& entry : entries) {
    if (!is_name(entry.id)) return invalid_batch_entry_id();
    if (!ids.insert(entry.id).second) return ids_not_distinct(entry.id);
  }
  return {};
}

/// An entry that did not succeed.
api::sqs::BatchResultErrorEntry failed_entry(const std::string& id, const AwsError& error);

/// Carries out a batch whose entries need only their ids told: `act` gives an entry's refusal or
/// nothing.
template <class Output, class Entry, class Act>
Output batch_result(const std::vector<Entry>& entries, Act act) {
  Output output;
  for (const Entry& entry : entries) {
    const Result<void> done = act(entry);
    if (done.has_value()) {
      output.successful.push_back({.id = entry.id});
    } else {
      output.failed.push_back(failed_entry(entry.id, done.error()));
    }
  }
  return output;
}

}  // namespace spotdrill::sqs
