// What tells one image's family from another's: /etc/os-release and its like, and the user that a
// new machine has. The software is the host's, whatever they say.
#pragma once

#include <string_view>

#include "init/config.hpp"
#include "init/outcome.hpp"

namespace spotdrill::init {

enum class ImageFamily : unsigned char { Unknown, AmazonLinux2023, AmazonLinux2, Ubuntu, Debian };

/// By the name of an AMI, as their publishers name them.
ImageFamily image_family(std::string_view ami_name);

/// Writes them inside the new root, at the first boot of a root volume. Of an image whose name says
/// nothing the host's files stay, and it has the users of Amazon Linux and Ubuntu.
Outcome write_image_files(const Config& config);

/// The user that cloud-init calls the default one.
const char* default_user(ImageFamily family);

}  // namespace spotdrill::init
