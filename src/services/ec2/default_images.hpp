// The images that every region has without anybody's doing.
#pragma once

#include <span>
#include <string_view>

namespace spotdrill::ec2 {

/// One of them, in any region.
struct DefaultImage {
  std::string_view what;  ///< Public SSM parameter that names the newest of its kind.
  std::string_view name;
  std::string_view description;
  std::string_view owner_id;
  std::string_view owner_alias;
  std::string_view architecture;
  std::string_view root_device_name;
  std::string_view created;
  bool imds_v2_only;
};

/// Another public SSM parameter that names the same image.
struct ImageAlias {
  std::string_view name;
  std::string_view what;
};

std::span<const ImageAlias> image_aliases();
std::span<const DefaultImage> default_images();

}  // namespace spotdrill::ec2
