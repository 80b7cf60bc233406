// Constraints of the model, checked while a request is read: only the reader knows what was there
// and what was not. Collects what is wrong and says it as AWS does.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/aws_error.hpp"
#include "shape/shape.hpp"

namespace spotdrill::shape {

/// Whose codes and wording. A document is a file of the user's: sentences, no codes.
enum class Family : std::uint8_t { Ec2, Query, Json, Document };

/// More violations than this are not told.
inline constexpr std::size_t violations_max = 20;

class Constraints {
 public:
  /// `service` may be null: its list of errors decides between codes.
  Constraints(const ServiceModel* service, Family family) : service_(service), family_(family) {}

  /// Where the reader is. Indices count from 0.
  void enter(const Member& member) { path_.emplace_back(&member); }
  void enter(std::size_t index) { path_.emplace_back(index); }
  void enter(std::string key) { path_.emplace_back(std::move(key)); }
  void leave() { path_.pop_back(); }

  /// `member` of the structure where the reader is is required, and not there.
  void missing(const Member& member);

  /// Checks the value that was read where the reader is.
  void check(const Shape& shape, const void* value);

  /// Another refusal, e.g. of a value that cannot be converted. The first one counts.
  void refuse(AwsError error) {
    if (!refusal_) refusal_ = std::move(error);
  }

  /// Nothing when all is well.
  [[nodiscard]] std::optional<AwsError> refusal() const;

  /// "tags.1.member.key": where the reader is, as Coral's messages write it.
  [[nodiscard]] std::string path() const;
  /// "LaunchSpecification.SubnetId", "Tag.1.Key": as a query has it.
  [[nodiscard]] std::string query_path() const;
  /// "TagSpecifications[0].Tags": as people write it.
  [[nodiscard]] std::string document_path() const;
  [[nodiscard]] Family family() const { return family_; }
  [[nodiscard]] bool failed() const { return refusal_.has_value(); }

 private:
  void violated(const Shape& shape, const void* value, const std::string& constraint);
  void violated_ec2(const Shape& shape, const void* value, bool too_great);
  [[nodiscard]] bool in_list() const {
    return !path_.empty() && !std::holds_alternative<const Member*>(path_.back());
  }
  void check_scalar(const Shape& shape, const void* value);
  void check_size(const Shape& shape, const void* value, double size);

  const ServiceModel* service_;
  Family family_;
  std::vector<std::variant<const Member*, std::size_t, std::string>> path_;
  std::vector<std::string> violations_;
  std::optional<AwsError> refusal_;
};

/// A scalar as AWS's messages show it; a list as "[a, b]".
std::string display(const Shape& shape, const void* value);

/// UTF-16 code units, in which AWS counts lengths.
std::size_t utf16_length(std::string_view text);

}  // namespace spotdrill::shape
