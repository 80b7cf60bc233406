// The volumes of an instance: what its PID 1 is told of them, and what it says.
#include <fmt/format.h>

#include <boost/asio/post.hpp>
#include <cstdio>
#include <cstring>

#include "host/guest.hpp"

namespace spotdrill {

void Guest::attach(const VolumeDevice& device) {
  device_names_[device.volume_id] = device.name;
  if (plain_) {
    return refuse_volume(device, "instances here are plain processes, which have no devices");
  }
  const auto opened = owner_->open_volume(device.volume_id);
  init::Message message{.kind = init::Kind::AttachVolume};
  message.a = static_cast<std::int64_t>(device.bytes);
  message.b = (device.nvme ? init::nvme_bit : 0) | (device.ephemeral ? init::ephemeral_bit : 0);
  // One that cannot be opened is told of too: PID 1 counts them.
  const std::string id = opened.has_value() ? device.volume_id : "";
  std::snprintf(message.text, sizeof message.text, "%s\t%s", id.c_str(), device.name.c_str());
  const int descriptor = opened.has_value() && opened->valid() ? opened->get() : -1;
  const bool sent = send(message, descriptor);
  if (!opened.has_value()) return refuse_volume(device, opened.error());
  if (!sent) refuse_volume(device, "its PID 1 does not listen");
}

void Guest::detach(const std::string& volume_id, bool force) {
  init::Message message{.kind = init::Kind::DetachVolume, .a = force ? 1 : 0};
  std::snprintf(message.text, sizeof message.text, "%s", volume_id.c_str());
  const bool sent = send(message);
  if (plain_ || !sent) change_later(volume_id, Attachment::Detached);
}

void Guest::refuse_volume(const VolumeDevice& device, const std::string& why) {
  boost::asio::post(loop_, [self = shared_from_this(), device, why] {
    if (self->owner_ == nullptr) return;
    self->owner_->listener(self->id())
        .unavailable(self->id(), {.kind = "device",
                                  .what = device.name.empty() ? device.volume_id : device.name,
                                  .detail = fmt::format("The volume {} has no device: {}.",
                                                        device.volume_id, why)});
  });
  // A plain instance has the record of it, as the others; nothing else.
  change_later(device.volume_id, plain_ ? Attachment::Attached : Attachment::Detached);
}

void Guest::change_later(const std::string& volume_id, Attachment now) {
  boost::asio::post(loop_, [self = shared_from_this(), volume_id, now] {
    if (self->owner_ == nullptr) return;
    self->owner_->listener(self->id()).attachment_changed(self->id(), volume_id, now);
  });
}

void Guest::handle_volume(const init::Message& message) {
  const std::string_view text{message.text};
  const std::string volume_id{text.substr(0, text.find('\t'))};
  if (volume_id.empty()) return;
  if (message.kind == init::Kind::VolumeAttached && message.a != 0) {
    const std::size_t tab = text.find('\t');
    const std::string step{tab == std::string_view::npos ? text : text.substr(tab + 1)};
    return refuse_volume({.volume_id = volume_id, .name = device_names_[volume_id]},
                         fmt::format("{}: {}", step, std::strerror(static_cast<int>(message.a))));
  }
  Attachment now = Attachment::Attached;
  if (message.kind == init::Kind::VolumeBusy) now = Attachment::Busy;
  if (message.kind == init::Kind::VolumeDetached) now = Attachment::Detached;
  owner_->listener(id()).attachment_changed(id(), volume_id, now);
}

}  // namespace spotdrill
