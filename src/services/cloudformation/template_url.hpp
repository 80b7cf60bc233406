// Which object of S3 the URL of a template names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spotdrill::cloudformation {

struct TemplateObject {
  std::string bucket;
  std::string key;
  std::string version;
};

/// Reads "https://BUCKET.s3.REGION.amazonaws.com/KEY", "https://s3.amazonaws.com/BUCKET/KEY",
/// "http://127.0.0.1:4566/BUCKET/KEY" and "s3://BUCKET/KEY". Nothing of anything else.
std::optional<TemplateObject> object_of_url(std::string_view url);

}  // namespace spotdrill::cloudformation
