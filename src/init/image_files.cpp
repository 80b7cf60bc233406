#include "init/image_files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "init/files.hpp"

namespace spotdrill::init {
namespace {

// Source: /etc/os-release and /etc/system-release of the images.
constexpr const char* amazon_2023_release = R"(NAME="Amazon Linux"
VERSION="2023"
ID="amzn"
ID_LIKE="fedora"
VERSION_ID="2023"
PLATFORM_ID="platform:al2023"
PRETTY_NAME="Amazon Linux 2023"
ANSI_COLOR="0;33"
CPE_NAME="cpe:2.3:o:amazon:amazon_linux:2023"
HOME_URL="https://aws.amazon.com/linux/amazon-linux-2023/"
DOCUMENTATION_URL="https://docs.aws.amazon.com/linux/"
SUPPORT_URL="https://aws.amazon.com/premiumsupport/"
BUG_REPORT_URL="https://github.com/amazonlinux/amazon-linux-2023"
VENDOR_NAME="AWS"
VENDOR_URL="https://aws.amazon.com/"
)";
constexpr const char* amazon_2_release = R"(NAME="Amazon Linux"
VERSION="2"
ID="amzn"
ID_LIKE="centos rhel fedora"
VERSION_ID="2"
PRETTY_NAME="Amazon Linux 2"
ANSI_COLOR="0;33"
CPE_NAME="cpe:2.3:o:amazon:amazon_linux:2"
HOME_URL="https://amazonlinux.com/"
)";

struct UbuntuVersion {
  const char* number;
  const char* codename;
  const char* title;
};
constexpr UbuntuVersion ubuntu_versions[] = {{"20.04", "focal", "Focal Fossa"},
                                             {"22.04", "jammy", "Jammy Jellyfish"},
                                             {"24.04", "noble", "Noble Numbat"}};
struct DebianVersion {
  const char* number;
  const char* codename;
};
constexpr DebianVersion debian_versions[] = {
    {"11", "bullseye"}, {"12", "bookworm"}, {"13", "trixie"}};

std::string ubuntu_release(const UbuntuVersion& version) {
  const std::string number = version.number;
  const std::string codename = version.codename;
  return "PRETTY_NAME=\"Ubuntu " + number + " LTS\"\nNAME=\"Ubuntu\"\nVERSION_ID=\"" + number +
         "\"\nVERSION=\"" + number + " LTS (" + version.title +
         ")\"\nVERSION_CODENAME=" + codename +
         "\nID=ubuntu\nID_LIKE=debian\nHOME_URL=\"https://www.ubuntu.com/\"\n"
         "SUPPORT_URL=\"https://help.ubuntu.com/\"\n"
         "BUG_REPORT_URL=\"https://bugs.launchpad.net/ubuntu/\"\nUBUNTU_CODENAME=" +
         codename + "\n";
}

std::string debian_release(const DebianVersion& version) {
  const std::string title = version.number + std::string{" ("} + version.codename + ")";
  return "PRETTY_NAME=\"Debian GNU/Linux " + title +
         "\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"" + version.number + "\"\nVERSION=\"" +
         title + "\"\nVERSION_CODENAME=" + version.codename +
         "\nID=debian\nHOME_URL=\"https://www.debian.org/\"\n"
         "SUPPORT_URL=\"https://www.debian.org/support\"\n"
         "BUG_REPORT_URL=\"https://bugs.debian.org/\"\n";
}

// What programs other than those for os-release look for.
Outcome write_amazon_files(const char* os_release, const char* system_release) {
  STEP(replace_file("/etc/os-release", os_release, 0644));
  STEP(replace_file("/etc/system-release", system_release, 0644));
  for (const char* other : {"/etc/debian_version", "/etc/lsb-release"}) unlink(other);
  return done();
}

Outcome write_release(ImageFamily family, std::string_view name) {
  switch (family) {
    case ImageFamily::AmazonLinux2023:
      return write_amazon_files(amazon_2023_release, "Amazon Linux release 2023 (Amazon Linux)\n");
    case ImageFamily::AmazonLinux2:
      return write_amazon_files(amazon_2_release, "Amazon Linux release 2 (Karoo)\n");
    case ImageFamily::Ubuntu:
      for (const UbuntuVersion& version : ubuntu_versions) {
        if (name.find(std::string{"-"} + version.number + "-") == std::string_view::npos) continue;
        STEP(replace_file("/etc/lsb-release",
                          std::string{"DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE="} + version.number +
                              "\nDISTRIB_CODENAME=" + version.codename +
                              "\nDISTRIB_DESCRIPTION=\"Ubuntu " + version.number + " LTS\"\n",
                          0644));
        return replace_file("/etc/os-release", ubuntu_release(version), 0644);
      }
      return done();
    case ImageFamily::Debian:
      for (const DebianVersion& version : debian_versions) {
        if (!name.starts_with(std::string{"debian-"} + version.number + "-")) continue;
        return replace_file("/etc/os-release", debian_release(version), 0644);
      }
      return done();
    case ImageFamily::Unknown:
      break;
  }
  return done();
}

bool has_entry(const std::string& text, const std::string& name) {
  const std::string start = name + ":";
  return text.starts_with(start) || text.find("\n" + start) != std::string::npos;
}

// The first number from 1000 on that is nobody's, as useradd takes it.
long free_id(const std::string& passwd, const std::string& group) {
  for (long id = 1000; id < 60000; ++id) {
    const std::string mark = ":x:" + std::to_string(id) + ":";
    if (passwd.find(mark) == std::string::npos && group.find(mark) == std::string::npos) return id;
  }
  return 1000;
}

// "The default user account" of an image, whose home user data scripts use.
Outcome add_user(const std::string& name, const char* title) {
  std::string passwd, group, shadow;
  STEP(read_file("/etc/passwd", passwd));
  STEP(read_file("/etc/group", group));
  const std::string home = "/home/" + name;
  long id = free_id(passwd, group);
  if (!has_entry(passwd, name)) {
    const std::string number = std::to_string(id);
    STEP(replace_file(
        "/etc/passwd",
        passwd + name + ":x:" + number + ":" + number + ":" + title + ":" + home + ":/bin/bash\n",
        0644));
    if (!has_entry(group, name)) {
      STEP(replace_file("/etc/group", group + name + ":x:" + number + ":\n", 0644));
    }
  } else {
    const std::size_t at = ("\n" + passwd).find("\n" + name + ":");
    const std::size_t second = passwd.find(':', passwd.find(':', at) + 1);
    id = std::strtol(passwd.c_str() + second + 1, nullptr, 10);
  }
  // `su` wants a shadow entry; an ordinary user's instance cannot read the host's.
  if (!read_file("/etc/shadow", shadow).failed() && !has_entry(shadow, name)) {
    STEP(replace_file("/etc/shadow", shadow + name + ":!:19000:0:99999:7:::\n", 0640));
  }
  STEP(make_directories(home, 0700));
  // One id only, and the owner stays root: the job runs as root too.
  (void)!chown(home.c_str(), static_cast<uid_t>(id), static_cast<gid_t>(id));
  return done();
}

// As cloud-init writes it; a host without sudo has one of ours (shim_scripts.hpp).
Outcome let_become_root(const std::string& users) {
  STEP(make_directories("/etc/sudoers.d", 0750));
  return replace_file("/etc/sudoers.d/90-cloud-init-users", users, 0440);
}

}  // namespace

ImageFamily image_family(std::string_view name) {
  if (name.starts_with("al2023-ami-")) return ImageFamily::AmazonLinux2023;
  if (name.starts_with("amzn2-ami-")) return ImageFamily::AmazonLinux2;
  if (name.starts_with("ubuntu/images")) return ImageFamily::Ubuntu;
  if (name.starts_with("debian-")) return ImageFamily::Debian;
  return ImageFamily::Unknown;
}

const char* default_user(ImageFamily family) {
  if (family == ImageFamily::Ubuntu) return "ubuntu";
  return family == ImageFamily::Debian ? "admin" : "ec2-user";
}

Outcome write_image_files(const Config& config) {
  const ImageFamily family = image_family(config.image);
  if (config.first_boot) STEP(write_release(family, config.image));
  const std::string first = default_user(family);
  std::string sudoers = first + " ALL=(ALL) NOPASSWD:ALL\n";
  STEP(add_user(first, first == "ec2-user" ? "EC2 Default User"
                       : first == "ubuntu" ? "Ubuntu"
                                           : "Debian"));
  // DEVIATION: which image an id stands for that nobody registered is not known: both users that
  // scripts expect are there.
  if (family == ImageFamily::Unknown) {
    STEP(add_user("ubuntu", "Ubuntu"));
    sudoers += "ubuntu ALL=(ALL) NOPASSWD:ALL\n";
  }
  return let_become_root(sudoers);
}

}  // namespace spotdrill::init
