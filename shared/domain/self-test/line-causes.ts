import type { SipFailure } from '../sip-account'
import type { Advice } from './words'

/** The words of the line's own test, also where there is no window to say them. */
export const LINE_CAUSES: Readonly<Record<SipFailure, Advice>> = {
  hostNotFound: {
    ru: { what: 'Сервер с таким адресом не найден.', todo: 'Проверьте адрес сервера и интернет.' },
    en: { what: 'No server has this address.', todo: 'Check the server address and the internet.' },
  },
  connectionRefused: {
    ru: { what: 'Сервер не принимает соединение на этом порту.', todo: 'Проверьте порт и вид подключения.' },
    en: { what: 'The server takes no connection on this port.', todo: 'Check the port and the kind of connection.' },
  },
  timedOut: {
    ru: { what: 'Сервер не отвечает.', todo: 'Проверьте адрес и порт; возможно, соединение закрывает сетевой экран.' },
    en: { what: 'The server does not answer.', todo: 'Check address and port; a firewall may block the connection.' },
  },
  certificateRefused: {
    ru: {
      what: 'Сертификату сервера нельзя доверять.',
      todo: 'Проверьте адрес. Если сервер ваш, примите этот сертификат или выберите в линии удостоверяющий центр компании («Дополнительно»).',
    },
    en: {
      what: 'The server’s certificate cannot be trusted.',
      todo: 'Check the address. If the server is yours, accept this certificate or choose the company’s certificate authority in the line (“More”).',
    },
  },
  certificateExpired: {
    ru: {
      what: 'Срок сертификата сервера истёк.',
      todo: 'Проверьте дату на компьютере; если она верна, попросите администратора АТС обновить сертификат.',
    },
    en: {
      what: 'The server’s certificate has expired.',
      todo: 'Check this computer’s date; if it is right, ask the PBX administrator to renew the certificate.',
    },
  },
  certificateOtherHost: {
    ru: {
      what: 'Сертификат сервера выписан на другое имя.',
      todo: 'Укажите в поле «Сервер» имя из сертификата или попросите администратора АТС о сертификате для этого адреса.',
    },
    en: {
      what: 'The server’s certificate is issued for another name.',
      todo: 'Enter the name from the certificate as the server, or ask the PBX administrator for a certificate for this address.',
    },
  },
  authorityUnreadable: {
    ru: {
      what: 'Сертификат вашего удостоверяющего центра не читается.',
      todo: 'Выберите его файл заново в настройках линии.',
    },
    en: {
      what: 'The certificate of your company’s authority cannot be read.',
      todo: 'Choose its file again in the settings of the line.',
    },
  },
  notWebSocket: {
    ru: {
      what: 'По этому адресу отвечает не телефонный сервер, а обычный сайт.',
      todo: 'Проверьте порт и путь WebSocket.',
    },
    en: {
      what: 'An ordinary web site answers here, not a phone server.',
      todo: 'Check the port and the WebSocket path.',
    },
  },
  proxyFailed: {
    ru: {
      what: 'Прокси не соединил с сервером.',
      todo: 'Разрешите на прокси адрес и порт сервера или добавьте его в «Мимо прокси» (Настройки, «Сеть»).',
    },
    en: {
      what: 'The proxy did not connect to the server.',
      todo: 'Allow the server’s address and port at the proxy, or add it to “Past the proxy” (Settings, “Network”).',
    },
  },
  proxyWantsLogin: {
    ru: {
      what: 'Прокси требует вход, которого нет.',
      todo: 'Введите имя и пароль прокси, когда Otklik спросит. Линии умеют только вход Basic: для NTLM и Kerberos разрешите сервер на прокси без входа.',
    },
    en: {
      what: 'The proxy wants a login, and there is none.',
      todo: 'Enter the proxy’s name and password when Otklik asks. Lines know the login Basic alone: for NTLM and Kerberos allow the server at the proxy without a login.',
    },
  },
  notTls: {
    ru: {
      what: 'Сервер на этом порту не использует шифрование.',
      todo: 'Выберите подключение без TLS или другой порт.',
    },
    en: {
      what: 'The server uses no encryption on this port.',
      todo: 'Choose a connection without TLS, or another port.',
    },
  },
  notSip: {
    ru: { what: 'Сервер ответил не по протоколу SIP.', todo: 'Проверьте порт: этот занят другой службой.' },
    en: { what: 'The server’s answer is not SIP.', todo: 'Check the port: another service uses this one.' },
  },
  wrongPassword: {
    ru: { what: 'Сервер не принял имя или пароль.', todo: 'Введите их заново; возьмите из личного кабинета АТС.' },
    en: {
      what: 'The server did not take the name or password.',
      todo: 'Enter them again as shown in your PBX account.',
    },
  },
  userUnknown: {
    ru: { what: 'Сервер не знает такого пользователя.', todo: 'Проверьте имя и домен.' },
    en: { what: 'The server does not know this user.', todo: 'Check the user name and the domain.' },
  },
  forbidden: {
    ru: { what: 'Сервер запретил вход этой линии.', todo: 'Узнайте у администратора АТС, включена ли линия.' },
    en: {
      what: 'The server does not let this line in.',
      todo: 'Ask the PBX administrator whether the line is enabled.',
    },
  },
  serverBusy: {
    ru: { what: 'Сервер перегружен.', todo: 'Otklik попробует сам; подождите.' },
    en: { what: 'The server is overloaded.', todo: 'Otklik tries again by itself; please wait.' },
  },
  serverError: {
    ru: { what: 'На сервере произошла ошибка.', todo: 'Подождите; если повторится, сообщите администратору АТС.' },
    en: { what: 'The server failed.', todo: 'Wait; if it repeats, tell the PBX administrator.' },
  },
  connectionLost: {
    ru: { what: 'Соединение с сервером прервалось.', todo: 'Проверьте интернет.' },
    en: { what: 'The connection to the server was lost.', todo: 'Check the internet.' },
  },
  unsupportedDigest: {
    ru: {
      what: 'Сервер требует способ входа, которого в Otklik нет.',
      todo: 'Попросите администратора АТС включить Digest MD5.',
    },
    en: {
      what: 'The server asks for a way to sign in that Otklik lacks.',
      todo: 'Ask the PBX administrator to enable Digest MD5.',
    },
  },
  soundWantsWebrtc: {
    ru: {
      what: 'АТС не принимает такой звук, а WebRTC принимает.',
      todo: 'Выберите в поле «Звук» «WebRTC» и проверьте линию снова.',
    },
    en: {
      what: 'The PBX does not take this sound; it takes WebRTC.',
      todo: 'Choose “WebRTC” as the sound and test the line again.',
    },
  },
  soundWantsRtp: {
    ru: {
      what: 'АТС не принимает такой звук, а обычный RTP принимает.',
      todo: 'Выберите в поле «Звук» «Обычный RTP» и проверьте линию снова.',
    },
    en: {
      what: 'The PBX does not take this sound; it takes plain RTP.',
      todo: 'Choose “Plain RTP” as the sound and test the line again.',
    },
  },
  soundWantsSrtp: {
    ru: {
      what: 'АТС не принимает такой звук, а RTP с шифрованием принимает.',
      todo: 'Выберите в поле «Звук» «RTP с шифрованием SDES» и проверьте линию снова.',
    },
    en: {
      what: 'The PBX does not take this sound; it takes encrypted RTP.',
      todo: 'Choose “RTP encrypted by SDES” as the sound and test the line again.',
    },
  },
  soundRefused: {
    ru: {
      what: 'АТС не принимает ни один вид звука.',
      todo: 'Попросите администратора АТС включить для линии кодек G.711 (PCMA или PCMU).',
    },
    en: {
      what: 'The PBX takes no kind of sound.',
      todo: 'Ask the PBX administrator to enable the codec G.711 (PCMA or PCMU) for the line.',
    },
  },
  userMissing: {
    ru: { what: 'Имя пользователя линии не указано.', todo: 'Введите имя и пароль линии и сохраните.' },
    en: { what: 'The line has no user name.', todo: 'Enter the line’s user name and password and save.' },
  },
  passwordMissing: {
    ru: { what: 'Пароль не сохранён.', todo: 'Введите пароль линии и сохраните.' },
    en: { what: 'No password is stored.', todo: 'Enter the line’s password and save.' },
  },
}
