#include "services/s3/settings.hpp"

namespace spotdrill::s3 {

std::string_view setting_text(const BucketRecord& bucket, const Setting& setting) {
  const auto found = bucket.settings.find(std::string{setting.name});
  return found == bucket.settings.end() ? setting.fresh : std::string_view{found->second};
}

void put_setting_text(S3& s3, BucketRecord bucket, const Setting& setting, std::string text) {
  std::string name{setting.name};
  // What a new bucket has and somebody has taken away is kept as nothing.
  if (text.empty() && (setting.fresh.empty() || setting.resets))
    bucket.settings.erase(name);
  else
    bucket.settings.insert_or_assign(std::move(name), std::move(text));
  s3.make_bucket(std::move(bucket));
}

}  // namespace spotdrill::s3
