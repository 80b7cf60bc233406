// A bucket's lifecycle rules: what they may be, and what they do to objects at midnight, UTC.
// DEVIATION: objects keep the storage class that they came with: transitions are kept and given
// back, and never made. AWS does what is due within a day or two, here it is at that midnight.
// Source: S3 User Guide, "Lifecycle configuration elements".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/s3.hpp"
#include "services/s3/s3.hpp"

namespace spotdrill::s3 {

using LifecycleRules = std::vector<api::s3::LifecycleRule>;

/// Errors: InvalidArgument, InvalidRequest, MalformedXML.
Result<void> check_lifecycle(const LifecycleRules& rules);

/// What a rule asks of objects, as if it stood in an And.
api::s3::LifecycleRuleAndOperator asked_of(const api::s3::LifecycleRule& rule);

/// What the rules have due now is done: objects expire, uploads are aborted.
void apply_lifecycle(S3& s3);

/// When something expires, and by which rule.
struct Expiry {
  Instant at;
  std::string rule_id;
};

/// "expiry-date="Fri, 23 Dec 2012 00:00:00 GMT", rule-id="logs"", or nothing. Of an object that is
/// the newest version, and not asked for by a version's id.
std::optional<std::string> expiration_header(const S3& s3, const ObjectRecord& object);
/// Of an upload that nobody completes.
std::optional<Expiry> abort_of(const S3& s3, const UploadRecord& upload);

/// Says in `reply` when an upload is aborted, if it is.
template <class Reply>
void say_abort(const S3& s3, const UploadRecord& upload, Reply& reply) {
  const auto expiry = abort_of(s3, upload);
  if (!expiry) return;
  reply.abort_date = expiry->at;
  reply.abort_rule_id = expiry->rule_id;
}

}  // namespace spotdrill::s3
